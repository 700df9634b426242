package io.millrace.gateway.live;

import io.millrace.events.InvalidFact;
import io.millrace.events.OrderId;
import io.millrace.gateway.http.Answers;
import io.millrace.gateway.http.Negotiation;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.query.FlowUnavailable;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what is asked about orders, and writes the answer as JSON or as an event stream. */
final class LiveHandlers {

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}");

    private final PresentOrders orders;
    private final EventStreams streams;

    LiveHandlers(PresentOrders orders, EventStreams streams) {
        this.orders = orders;
        this.streams = streams;
    }

    Mono<ServerResponse> order(ServerRequest request) {
        Negotiation.requireAccepted(request.headers().asHttpHeaders(), Negotiation.JSON);
        return orders.find(orderId(request))
                .onErrorMap(FlowUnavailable.class, FlowUnavailable::problem)
                .switchIfEmpty(Mono.error(() -> Problem.noSuchOrder().exception()))
                .flatMap(json -> Answers.json(ServerResponse.ok(), json));
    }

    Mono<ServerResponse> orderEvents(ServerRequest request) {
        Negotiation.requireAccepted(request.headers().asHttpHeaders(), MediaType.TEXT_EVENT_STREAM_VALUE);
        return eventStream(streams.ofOrder(orderId(request), lastSeen(request)));
    }

    Mono<ServerResponse> allEvents(ServerRequest request) {
        Negotiation.requireAccepted(request.headers().asHttpHeaders(), MediaType.TEXT_EVENT_STREAM_VALUE);
        return eventStream(streams.ofAllOrders());
    }

    /** Each event is flushed by itself. Status and headers go out with the first one: until then an error is answered as a problem. */
    private static Mono<ServerResponse> eventStream(Flux<byte[]> events) {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .body((response, context) -> response.writeAndFlushWith(
                        events.map(event -> Mono.just(response.bufferFactory().wrap(event)))));
    }

    /** What is no id names no order. */
    private static OrderId orderId(ServerRequest request) {
        try {
            return OrderId.parse(request.pathVariable("id"));
        } catch (InvalidFact malformed) {
            throw Problem.noSuchOrder().exception();
        }
    }

    /** Ids of events are versions. Whatever else a client sends there it has from somebody else, and it gets all of this stream. */
    private static int lastSeen(ServerRequest request) {
        List<String> ids = request.headers().header("Last-Event-ID");
        return ids.size() == 1 && VERSION.matcher(ids.getFirst()).matches() ? Integer.parseInt(ids.getFirst()) : 0;
    }
}
