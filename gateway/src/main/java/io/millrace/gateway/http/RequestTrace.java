package io.millrace.gateway.http;

import io.millrace.events.TraceContext;
import io.millrace.events.Uuids;
import io.millrace.tracing.http.RequestSpan;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives each request the correlation id and the trace that its events will carry, and says both in the answer, whatever the answer is. Taken
 * from the caller where the caller gives them, made here where not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestTrace implements WebFilter {

    public static final String CORRELATION_ID = "X-Correlation-Id";
    public static final String TRACEPARENT = "traceparent";
    public static final String TRACESTATE = "tracestate";

    private static final String ATTRIBUTE = RequestTrace.class.getName();
    private static final int MAX_CORRELATION_ID = 128;
    private static final int MAX_TRACESTATE = 512;

    private final Clock clock;

    RequestTrace(Clock clock) {
        this.clock = clock;
    }

    /** The context of a request. */
    public static TraceContext of(ServerWebExchange exchange) {
        TraceContext context = exchange.getAttribute(ATTRIBUTE);
        if (context == null) {
            throw new IllegalStateException("a request came past the filter that gives it its trace");
        }
        return context;
    }

    public static TraceContext of(ServerRequest request) {
        return of(request.exchange());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders in = exchange.getRequest().getHeaders();
        List<String> given = in.getOrEmpty(CORRELATION_ID);
        boolean usable = given.size() == 1 && isCorrelationId(given.getFirst());
        TraceContext context = context(usable ? given.getFirst() : newCorrelationId(clock), exchange);
        exchange.getAttributes().put(ATTRIBUTE, context);
        HttpHeaders out = exchange.getResponse().getHeaders();
        out.set(CORRELATION_ID, context.correlationId());
        out.set(TRACEPARENT, context.traceparent());
        if (!usable && !given.isEmpty()) {
            return Mono.error(Problem.badRequest(CORRELATION_ID, "must be once, 1 to 128 visible ASCII characters")
                    .exception());
        }
        return chain.filter(exchange);
    }

    public static boolean isCorrelationId(String text) {
        return VisibleAscii.isText(text, MAX_CORRELATION_ID);
    }

    /** For answers that are given before a request has come this far. */
    public static String newCorrelationId(Clock clock) {
        return Uuids.version7(clock.millis()).toString();
    }

    /** A trace that nobody records. */
    public static String newTraceparent() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder text = new StringBuilder(55).append("00-");
        // Ids of all zero bits are not valid; a lowest bit that is always set rules them out.
        hex(text, random.nextLong());
        hex(text, random.nextLong() | 1);
        text.append('-');
        hex(text, random.nextLong() | 1);
        return text.append("-00").toString();
    }

    /** Events follow the span of their request, where there is one; a trace that the caller does not record goes on as it came. */
    private static TraceContext context(String correlationId, ServerWebExchange exchange) {
        TraceContext callers = callers(correlationId, exchange.getRequest().getHeaders());
        if (callers.traceparent() != null && !callers.isSampled()) {
            return callers;
        }
        String span = RequestSpan.traceparent(exchange);
        if (span != null) {
            return new TraceContext(correlationId, span, callers.tracestate());
        }
        return callers.traceparent() == null ? new TraceContext(correlationId, newTraceparent(), null) : callers;
    }

    private static TraceContext callers(String correlationId, HttpHeaders in) {
        List<String> given = in.getOrEmpty(TRACEPARENT);
        return given.size() == 1 && TraceContext.isTraceparent(given.getFirst())
                ? new TraceContext(correlationId, given.getFirst(), tracestate(in))
                : new TraceContext(correlationId, null, null);
    }

    private static @Nullable String tracestate(HttpHeaders in) {
        List<String> given = in.getOrEmpty(TRACESTATE);
        if (given.isEmpty()) {
            return null;
        }
        String joined = given.size() == 1 ? given.getFirst() : String.join(",", given);
        return joined.isBlank() || joined.length() > MAX_TRACESTATE ? null : joined;
    }

    private static void hex(StringBuilder text, long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (bits >>> shift) & 0xF, 16));
        }
    }
}
