/** Dead letters in parts, over HTTP, and on a real broker. */
@NullMarked
package io.millrace.gateway.deadletters;

import org.jspecify.annotations.NullMarked;
