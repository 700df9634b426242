/** Traces as Jaeger's query API tells them, for tests and tools that speak it. */
@NullMarked
package io.millrace.traces.shown.jaeger;

import org.jspecify.annotations.NullMarked;
