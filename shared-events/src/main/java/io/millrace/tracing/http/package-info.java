/** The spans of HTTP requests: Spring's, told after OpenTelemetry's conventions. It traces requests and never what they lead to. */
@NullMarked
package io.millrace.tracing.http;

import org.jspecify.annotations.NullMarked;
