/** How the services log: off the threads that work, within bounds, and with what ties a line to its order. It decides nothing about orders. */
@NullMarked
package io.millrace.logging;

import org.jspecify.annotations.NullMarked;
