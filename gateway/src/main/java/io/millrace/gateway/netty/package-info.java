/** What the server below the framework answers by itself, put into our own words: requests that never become one. */
@NullMarked
package io.millrace.gateway.netty;

import org.jspecify.annotations.NullMarked;
