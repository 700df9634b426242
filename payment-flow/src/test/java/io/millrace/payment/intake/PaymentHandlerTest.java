package io.millrace.payment.intake;

import static io.millrace.payment.intake.Orders.anOrderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.PaymentCompleted;
import io.millrace.payment.provider.PaymentProviders;
import io.millrace.payment.provider.StubProvider;
import io.millrace.payment.provider.StubProvider.HeldCall;
import io.millrace.payment.store.PaymentDatabase;
import io.millrace.pipeline.Outage;
import io.millrace.testing.OrderLines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PaymentHandlerTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T06:00:00Z"), ZoneOffset.UTC);

    private final StubProvider provider = StubProvider.start();
    private final PaymentHandler handler =
            new PaymentHandler(PaymentDatabase.get()::record, PaymentProviders.at(provider.port()), CLOCK);
    private final Orders order = anOrderOf(2598);

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void answersAnAuthorizedOrderWithAnApprovedPaymentInTheTraceItCameFrom() {
        StepVerifier.create(handler.handle(order.created()))
                .expectNext(List.of(Event.of(
                        "/millrace/payment-flow",
                        CLOCK.instant(),
                        Orders.CONTEXT,
                        PaymentCompleted.approved(order.id()))))
                .verifyComplete();
        assertThat(provider.effectsOn(order.id())).containsExactly("authorization");
    }

    @Test
    void answersADeclinedOrderWithADeclinedPayment() {
        Orders declined = anOrderOf(1013);

        answers(declined.created(), PaymentCompleted.declined(declined.id()));
        answersNothing(declined.cancelled());
        answers(declined.created(), PaymentCompleted.declined(declined.id()));

        assertThat(provider.keys()).containsExactly("authorization:" + declined.id());
    }

    @Test
    void writesOnceWhatTheProviderSaid() {
        Orders declined = anOrderOf(1013);

        try (OrderLines lines = new OrderLines()) {
            answers(order.created(), approved());
            answers(order.created(), approved());
            answersNothing(order.confirmed());
            answers(declined.created(), PaymentCompleted.declined(declined.id()));

            assertThat(lines.of(order.id())).containsExactly("authorized");
            assertThat(lines.of(declined.id())).containsExactly("declined");
        }
    }

    @Test
    void authorizesAnOrderThatCostsNothing() {
        Orders free = anOrderOf(0);

        answers(free.created(), PaymentCompleted.approved(free.id()));
        answersNothing(free.confirmed());

        assertThat(provider.effectsOn(free.id())).containsExactly("authorization", "capture");
    }

    @Test
    void capturesAConfirmedOrderOnceHoweverOftenItIsTold() {
        for (int i = 0; i < 5; i++) {
            answers(order.created(), approved());
        }
        for (int i = 0; i < 5; i++) {
            answersNothing(order.accepted());
            answersNothing(order.confirmed());
        }
        assertThat(provider.keys()).containsExactly("authorization:" + order.id(), "capture:" + order.id());
    }

    @Test
    void voidsACancelledOrderOnceHoweverOftenItIsTold() {
        answers(order.created(), approved());
        for (int i = 0; i < 5; i++) {
            answersNothing(order.cancelled());
        }
        answers(order.created(), approved());

        assertThat(provider.keys()).containsExactly("authorization:" + order.id(), "void:" + order.id());
    }

    @Test
    void hasOneEffectWhenSeveralInstancesHandleTheSameEventAtATime() {
        Flux<List<Event<?>>> fiveTimes =
                Flux.range(0, 5).flatMap(any -> handler.handle(order.created())).distinct();

        StepVerifier.create(fiveTimes).expectNextCount(1).verifyComplete();
        StepVerifier.create(Flux.range(0, 5).flatMap(any -> handler.handle(order.confirmed())))
                .thenConsumeWhile(List::isEmpty)
                .verifyComplete();

        assertThat(provider.effectsOn(order.id())).containsExactly("authorization", "capture");
    }

    @Test
    void asksNobodyAboutAnAcceptedOrder() {
        PaymentHandler alone = new PaymentHandler(
                finding -> Mono.error(new AssertionError("asked the database")),
                call -> Mono.error(new AssertionError("asked the provider")),
                CLOCK);

        assertThat(alone.concerns(order.accepted())).isFalse();
        StepVerifier.create(alone.handle(order.accepted())).verifyComplete();
    }

    @Test
    void isConcernedByCreationAndEnding() {
        assertThat(List.of(order.created(), order.confirmed(), order.cancelled()))
                .allMatch(handler::concerns);
    }

    @Test
    void authorizesNothingWhenTheCancellationCameFirst() {
        answersNothing(order.cancelled());
        answersNothing(order.created());

        assertThat(provider.keys()).isEmpty();
    }

    @Test
    void voidsAnAuthorizationThatIsUnderWayElsewhereWhenTheCancellationComes() {
        HeldCall authorization = provider.holdsNext();
        StepVerifier.create(handler.handle(order.created()))
                .then(() -> {
                    authorization.arrived().block(SOON);
                    answersNothing(order.cancelled());
                    assertThat(provider.effectsOn(order.id())).containsExactly("authorization", "void");
                    authorization.release().run();
                })
                .assertNext(outcome -> assertThat(outcome).hasSize(1))
                .verifyComplete();

        assertThat(provider.effectsOn(order.id())).containsExactly("authorization", "void");
    }

    @Test
    void voidsWhatItJustAuthorizedWhenTheCancellationCouldNotDoSoMeanwhile() {
        HeldCall authorization = provider.holdsNext();
        StepVerifier.create(handler.handle(order.created()))
                .then(() -> {
                    authorization.arrived().block(SOON);
                    provider.failsNext(500);
                    StepVerifier.create(handler.handle(order.cancelled())).verifyError();
                    assertThat(provider.effectsOn(order.id())).containsExactly("authorization");
                    authorization.release().run();
                })
                .assertNext(outcome -> assertThat(outcome).hasSize(1))
                .verifyComplete();

        assertThat(provider.effectsOn(order.id())).containsExactly("authorization", "void");
    }

    @Test
    void voidsAnAuthorizationWhoseAnswerWasLostAlthoughTheCancellationIsReadFirst() {
        provider.takesEffectAndFailsNext();
        StepVerifier.create(handler.handle(order.created())).verifyError();

        answersNothing(order.cancelled());
        answers(order.created(), approved());

        assertThat(provider.effectsOn(order.id())).containsExactly("authorization", "void");
    }

    @Test
    void findsOutWhatBecameOfCallsWhoseAnswersWereLost() {
        provider.takesEffectAndFailsNext();
        StepVerifier.create(handler.handle(order.created())).verifyError();
        answers(order.created(), approved());

        provider.takesEffectAndFailsNext();
        StepVerifier.create(handler.handle(order.confirmed())).verifyError();
        answersNothing(order.confirmed());

        assertThat(provider.effectsOn(order.id())).containsExactly("authorization", "capture");
        assertThat(provider.keys())
                .containsExactly(
                        "authorization:" + order.id(),
                        "authorization:" + order.id(),
                        "capture:" + order.id(),
                        "capture:" + order.id());
    }

    @Test
    void isChargedOnceByAProviderThatAnswersAfterItsTimeLimit() {
        PaymentHandler impatient = new PaymentHandler(
                PaymentDatabase.get()::record, PaymentProviders.at(provider.port(), Duration.ofMillis(300)), CLOCK);
        HeldCall charged = provider.holdsNext();

        StepVerifier.create(impatient.handle(order.created())).verifyError(Outage.class);
        charged.arrived().block(SOON);
        assertThat(provider.effectsOn(order.id())).containsExactly("authorization");
        charged.release().run();
        answers(order.created(), approved());
        answersNothing(order.confirmed());

        assertThat(provider.effectsOn(order.id())).containsExactly("authorization", "capture");
        assertThat(provider.keys())
                .containsExactly("authorization:" + order.id(), "authorization:" + order.id(), "capture:" + order.id());
    }

    @Test
    void voidsWhatIsSetAsideForAnAbandonedOrder() {
        answers(order.created(), approved());
        for (int i = 0; i < 5; i++) {
            answersNothing(order.abandoned());
        }
        answersNothing(order.cancelled());

        assertThat(provider.keys()).containsExactly("authorization:" + order.id(), "void:" + order.id());
    }

    @Test
    void authorizesNothingForAnOrderThatWasAbandonedFirst() {
        answersNothing(order.abandoned());
        answersNothing(order.created());

        assertThat(provider.keys()).isEmpty();
    }

    @Test
    void triesAgainToCaptureAnOrderWhoseAuthorizationIsNotOnRecordAndCapturesItWithItsCreation() {
        StepVerifier.create(handler.handle(order.confirmed())).verifyError(ConfirmedWithoutAuthorization.class);

        answers(order.created(), approved());
        answersNothing(order.confirmed());

        assertThat(provider.keys()).containsExactly("authorization:" + order.id(), "capture:" + order.id());
    }

    @Test
    void staysWithTheEndingThatWasToldFirst() {
        answers(order.created(), approved());
        answersNothing(order.cancelled());
        answersNothing(order.confirmed());

        assertThat(provider.effectsOn(order.id())).containsExactly("authorization", "void");
    }

    @Test
    void authorizesTheAmountThatWasToldFirst() {
        Orders samePlacedTwice = new Orders(order.id(), 1013);
        provider.failsNext(500);
        StepVerifier.create(handler.handle(order.created())).verifyError();

        answers(samePlacedTwice.created(), approved());
    }

    private PaymentCompleted approved() {
        return PaymentCompleted.approved(order.id());
    }

    private void answers(Event<?> event, PaymentCompleted outcome) {
        StepVerifier.create(handler.handle(event))
                .assertNext(events -> {
                    assertThat(events).hasSize(1);
                    assertThat(events.getFirst().fact()).isEqualTo(outcome);
                })
                .expectComplete()
                .verify(SOON);
    }

    private void answersNothing(Event<?> event) {
        StepVerifier.create(handler.handle(event).defaultIfEmpty(List.of()))
                .expectNext(List.of())
                .expectComplete()
                .verify(SOON);
    }
}
