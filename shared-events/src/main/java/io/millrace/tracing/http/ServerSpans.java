package io.millrace.tracing.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.millrace.tracing.Semconv;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Requests that come in. Begun as Micrometer begins them; what is told of them is put together at their end and for the sampled ones only, and
 * leaves the names and tags of the metrics, which come from the same observation, as they are.
 */
public final class ServerSpans extends PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> {

    private static final int SERVER_ERROR = 500;

    public ServerSpans(Tracer tracer, Propagator propagator) {
        super(tracer, propagator);
    }

    @Override
    public void tagSpan(ReceiverContext<?> context, Span span) {
        // The tags are those of the metrics; ours are put in at the end.
    }

    @Override
    public void onError(ReceiverContext<?> context) {
        // A stack trace is for the log.
    }

    @Override
    public void endSpan(ReceiverContext<?> context, Span span) {
        if (!span.isNoop() && context instanceof ServerRequestObservationContext request) {
            describe(request, span);
        }
        span.end();
    }

    private static void describe(ServerRequestObservationContext context, Span span) {
        ServerHttpRequest request = requireNonNull(context.getCarrier());
        String method = request.getMethod().name();
        String route = context.getPathPattern();
        span.name(route == null ? method : method + ' ' + route);
        span.tag(Semconv.HTTP_METHOD.getKey(), method);
        span.tag(Semconv.URL_PATH.getKey(), request.getPath().value());
        span.tag(Semconv.URL_SCHEME.getKey(), "http");
        if (route != null) {
            span.tag(Semconv.HTTP_ROUTE.getKey(), route);
        }
        ServerHttpResponse response = context.getResponse();
        if (response != null && response.getStatusCode() != null) {
            int status = response.getStatusCode().value();
            span.tag(Semconv.HTTP_STATUS.getKey(), status);
            if (status >= SERVER_ERROR) {
                HttpErrors.mark(span, context.getError(), status);
            }
        } else if (context.getError() != null) {
            HttpErrors.mark(span, context.getError(), SERVER_ERROR);
        }
    }
}
