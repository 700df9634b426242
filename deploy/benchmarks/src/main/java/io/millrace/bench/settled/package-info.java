/** What became of the orders, by the log's own word. Never asks a service. */
@NullMarked
package io.millrace.bench.settled;

import org.jspecify.annotations.NullMarked;
