package io.millrace.gateway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.events.Event;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.Sku;
import io.millrace.events.TraceContext;
import io.millrace.gateway.GatewayProperties;
import io.millrace.gateway.fixture.FakeFlows;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.http.Problem;
import io.millrace.gateway.http.ProblemException;
import io.millrace.gateway.intake.OrderDraft;
import io.millrace.gateway.publishing.EventLog;
import io.millrace.pipeline.QueueFull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What a key is worth: among requests at the same time, after failures, and between instances. */
class PlacingOrdersTest {

    private static final OrderId ID = new OrderId(UUID.fromString("0b7c3f52-94d0-5c1a-8e47-d3b1f6a2c905"));
    private static final TraceContext CONTEXT = new TraceContext("c", null, null);
    private static final OrderDraft ONE = draft(1);
    private static final OrderDraft TWO = draft(2);

    private final FakeLog log = new FakeLog();
    private final FakeFlows flows = new FakeFlows();
    private final PlacingOrders here = instance();

    @Test
    void publishesAnOrderOfAKeyOnce() {
        StepVerifier.create(place(here, ONE)).verifyComplete();
        StepVerifier.create(place(here, ONE)).verifyComplete();

        assertThat(log.events()).hasSize(1);
    }

    @Test
    void letsAllWhoComeMeanwhileWaitForTheFirst() {
        Sinks.Empty<Void> acknowledged = Sinks.empty();
        log.does(event -> acknowledged.asMono());

        StepVerifier.create(Mono.when(place(here, ONE), place(here, ONE), place(here, ONE)))
                .expectSubscription()
                .then(acknowledged::tryEmitEmpty)
                .verifyComplete();

        assertThat(log.events()).hasSize(1);
    }

    @Test
    void goesOnForTheOthersWhenTheFirstLeaves() {
        Sinks.Empty<Void> acknowledged = Sinks.empty();
        log.does(event -> acknowledged.asMono());
        Disposable first = place(here, ONE).subscribe();

        StepVerifier.create(place(here, ONE))
                .then(first::dispose)
                .then(acknowledged::tryEmitEmpty)
                .verifyComplete();

        assertThat(log.events()).hasSize(1);
    }

    @Test
    void refusesAnotherOrderOfTheKeyAlsoBeforeTheFirstIsAcknowledged() {
        log.isSilent();
        Disposable first = place(here, ONE).subscribe();

        StepVerifier.create(place(here, TWO)).verifyErrorSatisfies(PlacingOrdersTest::isReused);

        first.dispose();
    }

    @Test
    void publishesAgainAsTheSameEventWhatMayHaveBeenStored() {
        log.failsWith(new IllegalStateException("who knows"));
        StepVerifier.create(place(here, ONE)).verifyError();
        StepVerifier.create(place(here, TWO)).verifyErrorSatisfies(PlacingOrdersTest::isReused);
        log.acknowledges();

        StepVerifier.create(place(here, ONE)).verifyComplete();

        assertThat(log.last().id()).isEqualTo(ID + ":created");
    }

    @Test
    void forgetsAKeyWhoseOrderWasNeverTaken() {
        EventLog.Way full = event -> Mono.error(new ProblemException(Problem.internal(), new QueueFull(1)));
        StepVerifier.create(here.placeOnce(ID, ONE, CONTEXT, full)).verifyError();

        StepVerifier.create(place(here, TWO)).verifyComplete();
    }

    @Test
    void recognizesWhatAnotherInstanceTookIn() {
        StepVerifier.create(place(instance(), ONE)).verifyComplete();
        @SuppressWarnings("unchecked")
        Event<OrderCreated> event = (Event<OrderCreated>) log.last();
        flows.know(FakeFlows.asAccepted(event.fact(), event.context()));

        StepVerifier.create(place(here, ONE)).verifyComplete();
        StepVerifier.create(place(here, TWO)).verifyErrorSatisfies(PlacingOrdersTest::isReused);

        assertThat(log.events()).hasSize(1);
    }

    @Test
    void placesWhatNobodyCanBeAskedAbout() {
        flows.cannotBeAsked();

        StepVerifier.create(place(here, ONE)).verifyComplete();
    }

    private Mono<Void> place(PlacingOrders instance, OrderDraft draft) {
        return instance.placeOnce(ID, draft, CONTEXT, log::publish);
    }

    private PlacingOrders instance() {
        return new PlacingOrders(
                new KnownOrders(flows),
                flows.recentlyAccepted(),
                new GatewayProperties(
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1,
                        10,
                        Duration.ofMinutes(1)),
                Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC),
                new SimpleMeterRegistry());
    }

    private static OrderDraft draft(int quantity) {
        return new OrderDraft("c-1", "EUR", List.of(new OrderLine(new Sku("A"), quantity, 100)), 100L * quantity);
    }

    private static void isReused(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(422));
    }
}
