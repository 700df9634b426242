/** What is told of an order's way, as spans of its one trace: under contexts that come with records and requests, never with a thread. It changes nothing but the trace. */
@NullMarked
package io.millrace.tracing;

import org.jspecify.annotations.NullMarked;
