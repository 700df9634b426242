package io.millrace.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.millrace.events.OrderId;
import io.millrace.gateway.fixture.StubFlow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

class FlowTest {

    private static final OrderId ID = new OrderId(new UUID(1, 2));

    /** Virtual time does not reach into a socket. Short, yet longer than the first question of a cold JVM takes. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    private static final Duration OPEN_FOR = Duration.ofSeconds(2);
    private static final int MINIMUM_QUESTIONS = 4;

    private final StubFlow flow = new StubFlow();
    private final QueryProperties properties = properties(flow.url());
    private final QueryConfiguration configuration = new QueryConfiguration(properties, ObservationRegistry.NOOP);
    private final ConnectionProvider connections = configuration.flowConnections();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final OrderQueries orders = configuration.orderQueries(connections, circuits());

    @AfterEach
    void close() {
        connections.disposeLater().block();
        flow.close();
    }

    @Test
    void passesOnTheBytesOfTheAnswer() {
        flow.answers(200, "{\"any\" : \"thing\"}");
        StepVerifier.create(find()).expectNext("{\"any\" : \"thing\"}").verifyComplete();
        assertThat(flow.questions()).containsExactly("/orders/" + ID);
    }

    @Test
    void isEmptyForAnOrderThatTheFlowDoesNotKnow() {
        flow.answers(404, "");
        StepVerifier.create(find()).verifyComplete();
    }

    @Test
    void failsWhenTheFlowFails() {
        flow.answers(500, "stack trace");
        StepVerifier.create(find()).verifyError(FlowUnavailable.class);
    }

    @Test
    void failsWhenAnAnswerIsNone() {
        flow.answers(200, "");
        StepVerifier.create(find()).verifyError(FlowUnavailable.class);
    }

    @Test
    void failsWhenAnAnswerIsLongerThanAnyCanBe() {
        flow.answers(200, "x".repeat(3 * 1024 * 1024));
        StepVerifier.create(find()).verifyError(FlowUnavailable.class);
    }

    @Test
    void failsWithinTheTimeLimitWhenTheFlowHangs() {
        flow.hangs();
        Duration took = StepVerifier.create(find()).verifyError(FlowUnavailable.class);
        assertThat(took).isBetween(TIME_LIMIT.minusMillis(50), TIME_LIMIT.plusSeconds(2));
    }

    @Test
    void failsWhenNobodyIsThere() {
        flow.close();
        StepVerifier.create(find()).verifyError(FlowUnavailable.class);
    }

    @Test
    void refusesAtOnceWhatFindsNeitherConnectionNorPlaceToWait() {
        flow.hangs();
        int places = properties.connections() + properties.waitingQuestions();
        var failed = Flux.range(0, places + 1)
                .flatMap(i -> find().materialize().elapsed(), places + 1)
                .next();
        StepVerifier.create(failed)
                .assertNext(first -> {
                    assertThat(first.getT2().getThrowable()).isInstanceOf(FlowUnavailable.class);
                    assertThat(first.getT1()).isLessThan(TIME_LIMIT.toMillis());
                })
                .verifyComplete();
    }

    @Test
    void asksNoMoreWhileTheFlowFailsAndAgainOnceItIsBack() {
        flow.answers(500, "");
        for (int i = 0; i < MINIMUM_QUESTIONS; i++) {
            StepVerifier.create(find()).verifyError(FlowUnavailable.class);
        }
        flow.answers(200, "{}");
        StepVerifier.create(find())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                FlowUnavailable.class,
                                open -> assertThat(open.retryAfter()).isEqualTo(OPEN_FOR)));
        assertThat(flow.questions()).hasSize(MINIMUM_QUESTIONS);

        now.updateAndGet(before -> before.plus(OPEN_FOR).plusMillis(1));
        StepVerifier.create(find()).expectNext("{}").verifyComplete();
        StepVerifier.create(find()).expectNext("{}").verifyComplete();
    }

    @Test
    void countsWhatTheFlowDoesNotKnowAsAnAnswer() {
        flow.answers(404, "");
        StepVerifier.create(Flux.range(0, 5 * MINIMUM_QUESTIONS).concatMap(i -> find()))
                .verifyComplete();
        assertThat(flow.questions()).hasSize(5 * MINIMUM_QUESTIONS);
    }

    private Mono<String> find() {
        return orders.find(ID).map(json -> new String(json, StandardCharsets.UTF_8));
    }

    /** As they are, but for the time. */
    private CircuitBreakerRegistry circuits() {
        InstantSource clock = now::get;
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.from(QueryConfiguration.circuit(properties))
                .clock(clock.withZone(ZoneOffset.UTC))
                .build());
    }

    private static QueryProperties properties(String url) {
        var circuit = new QueryProperties.Circuit(Duration.ofSeconds(10), 50, MINIMUM_QUESTIONS, OPEN_FOR, 1);
        return new QueryProperties(
                URI.create(url), URI.create(url), TIME_LIMIT, TIME_LIMIT, 2, 1, Duration.ofSeconds(30), circuit);
    }
}
