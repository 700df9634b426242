package io.millrace.gateway.query;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Mono;

/** One flow that can be asked over HTTP: for a limited time, and not at all while its circuit is open. */
final class Flow {

    private static final Logger log = LoggerFactory.getLogger(Flow.class);

    private final String name;
    private final WebClient http;
    private final Duration timeLimit;
    private final CircuitBreaker circuit;
    private final Duration openFor;

    /**
     * @param timeLimit of a whole question, the wait for a connection included
     * @param openFor how long the circuit stays open, which is when it is worth asking again
     */
    Flow(String name, WebClient http, Duration timeLimit, CircuitBreaker circuit, Duration openFor) {
        this.name = name;
        this.http = http;
        this.timeLimit = timeLimit;
        this.circuit = circuit;
        this.openFor = openFor;
    }

    /** What a flow says. All three are answers: none of them counts against the flow. */
    sealed interface Answer {
        /** @param json passed on as it came */
        record Found(byte[] json) implements Answer {}

        record NotKnown() implements Answer {}

        /** The question makes no sense to the flow. */
        record Refused() implements Answer {}
    }

    /** Asks on subscription. The only error is {@link FlowUnavailable}. */
    Mono<Answer> get(Function<UriBuilder, URI> question) {
        return http.get()
                .uri(question)
                .exchangeToMono(this::read)
                .timeout(timeLimit)
                .doOnError(error -> log.warn("{} did not answer a question: {}", name, error.toString()))
                .transformDeferred(CircuitBreakerOperator.of(circuit)) // which also ends a flood of such lines
                .onErrorMap(error -> new FlowUnavailable(name, retryAfter(error), error));
    }

    private Mono<Answer> read(ClientResponse response) {
        return switch (response.statusCode().value()) {
            case 200 ->
                response.bodyToMono(byte[].class)
                        .<Answer>map(Answer.Found::new)
                        .switchIfEmpty(
                                Mono.error(() -> new IllegalStateException(name + " answered 200 with nothing")));
            case 404 -> response.releaseBody().thenReturn(new Answer.NotKnown());
            case 400 -> response.releaseBody().thenReturn(new Answer.Refused());
            default ->
                response.releaseBody()
                        .then(Mono.error(() -> new IllegalStateException(name + " answered " + response.statusCode())));
        };
    }

    private Duration retryAfter(Throwable error) {
        return error instanceof CallNotPermittedException ? openFor : Duration.ofSeconds(1);
    }
}
