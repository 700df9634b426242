package io.millrace.traces.shown.zipkin;

import io.millrace.traces.http.Question;
import io.millrace.traces.http.Refusal;
import io.millrace.traces.http.Reply;
import io.millrace.traces.http.Routes;
import io.millrace.traces.kept.Dependency;
import io.millrace.traces.kept.KeptSpan;
import io.millrace.traces.kept.Remote;
import io.millrace.traces.kept.Trace;
import io.millrace.traces.kept.Traces;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerRoutes;

/** The part of Zipkin's API that Lens uses. */
public final class ZipkinApi {

    private static final String API = "/zipkin/api/v2";

    /** As Zipkin's own server has it, for an hour instead of a quarter: nobody looks at a trace that fast. */
    private static final Map<String, Object> CONFIGURATION = Map.of(
            "environment",
            "millrace",
            "queryLimit",
            20,
            "defaultLookback",
            3_600_000,
            "searchEnabled",
            true,
            "dependency",
            Map.of("enabled", true, "lowErrorRate", 0.5, "highErrorRate", 0.75));

    private final Traces traces;

    public ZipkinApi(Traces traces) {
        this.traces = traces;
    }

    public void routes(HttpServerRoutes routes) {
        new Routes(routes, refusal -> Reply.text(refusal.status(), refusal.message()))
                .get("/zipkin/config.json", question -> Reply.json(CONFIGURATION))
                .get(
                        API + "/services",
                        question ->
                                names(traces.spans().map(span -> span.origin().service())))
                .get(API + "/spans", question -> names(spansOf(question).map(KeptSpan::name)))
                .get(
                        API + "/remoteServices",
                        question -> names(spansOf(question)
                                .map(span -> Remote.of(span.span()))
                                .flatMap(Optional::stream)))
                .get(
                        API + "/traces",
                        question -> traces(ZipkinSearch.of(question).in(traces).toList()))
                .get(API + "/trace/{id}", this::trace)
                .get(API + "/traceMany", this::traceMany)
                .get(API + "/dependencies", this::dependencies)
                .get(API + "/autocompleteKeys", question -> Reply.json(List.of()))
                .get(API + "/autocompleteValues", question -> Reply.json(List.of()));
    }

    private record Link(String parent, String child, long callCount, long errorCount) {}

    private Stream<KeptSpan> spansOf(Question question) {
        String service = question.value("serviceName").orElse("");
        return traces.spans().filter(span -> span.origin().service().equals(service));
    }

    private Reply trace(Question question) {
        String id = question.path("id");
        Trace trace = traces.find(id).orElseThrow(() -> new Refusal(404, id + " is not here (any more)"));
        return Reply.json(ZipkinSpan.of(trace));
    }

    private Reply traceMany(Question question) {
        return traces(question.values("traceIds").stream()
                .flatMap(ids -> Arrays.stream(ids.split(",")))
                .map(traces::find)
                .flatMap(Optional::stream)
                .toList());
    }

    private static Reply traces(List<Trace> found) {
        return Reply.jsonArray("", Flux.fromIterable(found).map(ZipkinSpan::of), "");
    }

    private Reply dependencies(Question question) {
        long end = question.number("endTs", Long.MAX_VALUE / 1_000);
        long start = end - question.number("lookback", end);
        return Reply.json(Dependency.in(traces, start * 1_000, end * 1_000).stream()
                .map(one -> new Link(one.parent(), one.child(), one.calls(), one.errors()))
                .toList());
    }

    private static Reply names(Stream<String> names) {
        return Reply.json(names.distinct().sorted().toList());
    }
}
