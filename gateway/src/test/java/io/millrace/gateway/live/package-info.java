/** Watching orders, in virtual time and over real sockets. */
@NullMarked
package io.millrace.gateway.live;

import org.jspecify.annotations.NullMarked;
