/** Orders on the wire, sent as cheaply as they can be. Knows HTTP by the byte, and nothing of what becomes of an order. */
@NullMarked
package io.millrace.bench.load;

import org.jspecify.annotations.NullMarked;
