package io.millrace.tracing.http;

import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.millrace.tracing.Semconv;
import java.net.URI;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;

/** Requests to other services, as {@link ServerSpans} tells of those that come in. */
public final class ClientSpans extends PropagatingSenderTracingObservationHandler<SenderContext<?>> {

    private static final int CLIENT_ERROR = 400;

    public ClientSpans(Tracer tracer, Propagator propagator) {
        super(tracer, propagator);
    }

    @Override
    public void tagSpan(SenderContext<?> context, Span span) {
        // The tags are those of the metrics; ours are put in at the end.
    }

    @Override
    public void onError(SenderContext<?> context) {
        // A stack trace is for the log.
    }

    @Override
    public void endSpan(SenderContext<?> context, Span span) {
        if (!span.isNoop() && context instanceof ClientRequestObservationContext request) {
            describe(request, span);
        }
        span.end();
    }

    private static void describe(ClientRequestObservationContext context, Span span) {
        ClientRequest request = context.getRequest();
        if (request != null) {
            URI url = request.url();
            span.name(request.method().name());
            span.tag(Semconv.HTTP_METHOD.getKey(), request.method().name());
            span.tag(Semconv.URL_FULL.getKey(), url.toString());
            span.tag(Semconv.SERVER_ADDRESS.getKey(), url.getHost());
            span.tag(Semconv.SERVER_PORT.getKey(), url.getPort());
        }
        ClientResponse response = context.getResponse();
        int status = response == null ? 0 : response.statusCode().value();
        if (status > 0) {
            span.tag(Semconv.HTTP_STATUS.getKey(), status);
        }
        if (context.getError() != null || status >= CLIENT_ERROR) {
            HttpErrors.mark(span, context.getError(), status);
        }
    }
}
