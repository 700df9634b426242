package io.millrace.traces.shown.jaeger;

import io.millrace.traces.http.Question;
import io.millrace.traces.http.Refusal;
import io.millrace.traces.http.Reply;
import io.millrace.traces.http.Routes;
import io.millrace.traces.kept.Dependency;
import io.millrace.traces.kept.KeptSpan;
import io.millrace.traces.kept.Tag;
import io.millrace.traces.kept.Trace;
import io.millrace.traces.kept.Traces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerRoutes;

/** The part of Jaeger's query API that its own pages use: {@code /api/services}, {@code /api/traces} and their like. */
public final class JaegerApi {

    private static final int TRACE_ID_DIGITS = 32;

    private final Traces traces;

    public JaegerApi(Traces traces) {
        this.traces = traces;
    }

    public void routes(HttpServerRoutes routes) {
        new Routes(routes, JaegerApi::error)
                .get("/api/services", question -> list(services()))
                .get("/api/services/{service}/operations", question -> list(operations(question.path("service"))))
                .get("/api/operations", this::operationsByKind)
                .get("/api/traces/{ids}", question -> byIds(List.of(question.path("ids"))))
                .get("/api/traces", this::search)
                .get("/api/dependencies", this::dependencies);
    }

    /** What every answer is wrapped in. */
    private record Envelope(
            @Nullable Object data,
            int total,
            int limit,
            int offset,
            @Nullable List<Problem> errors) {}

    private record Problem(int code, String msg) {}

    private record Operation(String name, String spanKind) {}

    private record Calls(String parent, String child, long callCount) {}

    private Reply search(Question question) {
        List<String> ids = question.values("traceID");
        if (!ids.isEmpty()) {
            return byIds(ids);
        }
        return traces(JaegerSearch.of(question).in(traces).toList(), List.of());
    }

    /** @param ids each may be several, with commas between them */
    private Reply byIds(List<String> ids) {
        var found = new ArrayList<Trace>();
        var missing = new ArrayList<Problem>();
        for (String id :
                ids.stream().flatMap(some -> Arrays.stream(some.split(","))).toList()) {
            Optional<Trace> trace = traces.find(traceId(id));
            trace.ifPresentOrElse(found::add, () -> missing.add(new Problem(404, "trace not found: " + id)));
        }
        if (found.isEmpty()) {
            return Reply.json(404, new Envelope(null, 0, 0, 0, missing));
        }
        return traces(found, missing);
    }

    private static String traceId(String text) {
        String id = text.strip().toLowerCase(Locale.ROOT);
        if (!id.matches("[0-9a-f]{1,32}")) {
            throw new Refusal(400, "a trace id is up to 32 hexadecimal digits, not '%s'".formatted(text));
        }
        return "0".repeat(TRACE_ID_DIGITS - id.length()) + id;
    }

    private static Reply traces(List<Trace> found, List<Problem> missing) {
        String errors = missing.isEmpty() ? "null" : Reply.jsonText(missing);
        return Reply.jsonArray(
                "{\"data\":",
                Flux.fromIterable(found).map(JaegerWriter::write),
                ",\"total\":%d,\"limit\":0,\"offset\":0,\"errors\":%s}".formatted(found.size(), errors));
    }

    private List<String> services() {
        return traces.spans()
                .map(span -> span.origin().service())
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> operations(String service) {
        return traces.spans()
                .filter(span -> span.origin().service().equals(service))
                .map(KeptSpan::name)
                .distinct()
                .sorted()
                .toList();
    }

    private Reply operationsByKind(Question question) {
        String service =
                question.value("service").orElseThrow(() -> new Refusal(400, "parameter 'service' is required"));
        Optional<String> kind = question.value("spanKind");
        return list(traces.spans()
                .filter(span -> span.origin().service().equals(service))
                .map(span -> new Operation(span.name(), Tag.kind(span.span()).orElse("")))
                .filter(operation -> kind.isEmpty() || kind.get().equals(operation.spanKind()))
                .distinct()
                .toList());
    }

    /** {@code endTs} and {@code lookback} are in milliseconds here. */
    private Reply dependencies(Question question) {
        long end = question.number("endTs", Long.MAX_VALUE / 1_000);
        long start = end - question.number("lookback", end);
        return list(Dependency.in(traces, start * 1_000, end * 1_000).stream()
                .map(one -> new Calls(one.parent(), one.child(), one.calls()))
                .toList());
    }

    private static Reply list(List<?> data) {
        return Reply.json(new Envelope(data, data.size(), 0, 0, null));
    }

    private static Reply error(Refusal refusal) {
        return Reply.json(
                refusal.status(),
                new Envelope(null, 0, 0, 0, List.of(new Problem(refusal.status(), refusal.message()))));
    }
}
