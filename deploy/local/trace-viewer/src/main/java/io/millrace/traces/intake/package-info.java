/** OTLP over HTTP comes in here: read within limits, decoded, and handed on span by span. */
@NullMarked
package io.millrace.traces.intake;

import org.jspecify.annotations.NullMarked;
