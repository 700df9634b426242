package io.millrace.gateway.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import io.millrace.events.TraceContext;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.http.ProblemException;
import io.millrace.pipeline.QueueFull;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class EventLogTest {

    private static final Event<?> EVENT = new Event<>(
            "1", "/test", Instant.EPOCH, new TraceContext("c", null, null), new StockAdjusted(new Sku("A"), 1, "test"));

    private final FakeLog brokers = new FakeLog();

    private EventLog log() {
        return new EventLog(
                brokers,
                new GatewayProperties(
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        10,
                        10,
                        Duration.ofMinutes(1)));
    }

    @Test
    void completesOnceTheBrokersHaveTheEvent() {
        StepVerifier.create(log().publish(EVENT)).verifyComplete();

        assertThat(brokers.events()).hasSize(1);
    }

    @Test
    void sendsAwayForASecondWhereThereIsNoRoom() {
        brokers.isFull();

        StepVerifier.create(log().publish(EVENT)).verifyErrorSatisfies(unavailable("1"));
    }

    @Test
    void sendsAwayForLongerWhereTheBrokersFail() {
        brokers.failsWith(new NotEnoughReplicasException("one of three"));

        StepVerifier.create(log().publish(EVENT)).verifyErrorSatisfies(unavailable("5"));
    }

    @Test
    void waitsForTheBrokersAsLongAsToldAndNoLonger() {
        brokers.isSilent();

        StepVerifier.withVirtualTime(() -> log().publish(EVENT))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(9_999))
                .thenAwait(Duration.ofMillis(1))
                .verifyErrorSatisfies(unavailable("5"));
    }

    @Test
    void waitsPatientlyForRoom() {
        AtomicInteger tries = new AtomicInteger();
        brokers.does(event -> tries.incrementAndGet() < 8 ? Mono.error(new QueueFull(1)) : Mono.empty());

        StepVerifier.withVirtualTime(() -> log().publishPatiently(EVENT))
                .thenAwait(Duration.ofSeconds(5))
                .verifyComplete();

        assertThat(tries).hasValue(8);
    }

    @Test
    void isPatientOnlyForSoLong() {
        brokers.isFull();

        StepVerifier.withVirtualTime(() -> log().publishPatiently(EVENT))
                .thenAwait(Duration.ofSeconds(10))
                .verifyErrorSatisfies(unavailable("5"));
    }

    @Test
    void doesNotTakeAFaultOfOursForAnOutage() {
        brokers.failsWith(new IllegalStateException("a bug"));

        StepVerifier.create(log().publish(EVENT)).verifyError(IllegalStateException.class);
    }

    private static Consumer<Throwable> unavailable(String retryAfter) {
        return error -> assertThat(error).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().status()).isEqualTo(503);
            assertThat(refused.problem().headers()).containsEntry("Retry-After", retryAfter);
        });
    }
}
