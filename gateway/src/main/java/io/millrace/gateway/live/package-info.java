/** What becomes of orders, told to those who watch them: status events in, server-sent events out. */
@NullMarked
package io.millrace.gateway.live;

import org.jspecify.annotations.NullMarked;
