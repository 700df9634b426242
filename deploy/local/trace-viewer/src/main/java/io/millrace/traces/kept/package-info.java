/** The traces of late, within bounds. Nothing here knows of HTTP, Jaeger or Zipkin, and nothing here is thread safe: one event loop does it all. */
@NullMarked
package io.millrace.traces.kept;

import org.jspecify.annotations.NullMarked;
