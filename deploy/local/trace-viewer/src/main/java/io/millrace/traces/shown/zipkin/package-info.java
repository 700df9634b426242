/** Traces as Zipkin's API (v2) tells them, for the pages of Zipkin Lens. */
@NullMarked
package io.millrace.traces.shown.zipkin;

import org.jspecify.annotations.NullMarked;
