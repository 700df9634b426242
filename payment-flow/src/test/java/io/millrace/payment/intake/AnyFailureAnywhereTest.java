package io.millrace.payment.intake;

import static io.millrace.payment.intake.Orders.anOrderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.payment.provider.PaymentProviders;
import io.millrace.payment.provider.StubProvider;
import io.millrace.payment.store.PaymentDatabase;
import io.millrace.payment.store.Payments;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Orders whose events come five times in any order, while every second step fails: before or after it is committed, before or after it took
 * effect. That is what a crash at any point and a redelivery look like from here. Seeds make a failure come again.
 */
class AnyFailureAnywhereTest {

    private static final int ATTEMPTS = 200;

    private final StubProvider provider = StubProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leavesACancelledOrderWithNothingSetAside(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            Orders order = anOrderOf(i % 5 == 0 ? 1013 : 2598);

            Set<Object> outcomes = play(List.of(order.created(), order.accepted(), order.cancelled()), random);

            assertThat(provider.effectsOn(order.id()))
                    .as("order %s of seed %s", i, seed)
                    .isIn(List.of(), List.of("authorization", "void"));
            assertThat(outcomes).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leavesAnAbandonedOrderWithNothingSetAsideThoughItComesToLightLater(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            Orders order = anOrderOf(2598);

            play(List.of(order.created(), order.abandoned(), order.cancelled()), random);

            assertThat(provider.effectsOn(order.id()))
                    .as("order %s of seed %s", i, seed)
                    .isIn(List.of(), List.of("authorization", "void"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void capturesAConfirmedOrder(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            Orders order = anOrderOf(2598);

            Set<Object> outcomes = play(List.of(order.created(), order.accepted(), order.confirmed()), random);

            assertThat(provider.effectsOn(order.id()))
                    .as("order %s of seed %s", i, seed)
                    .containsExactly("authorization", "capture");
            assertThat(outcomes).hasSize(1);
        }
    }

    private Set<Object> play(List<Event<?>> events, Random random) {
        PaymentHandler handler = new PaymentHandler(
                failing(PaymentDatabase.get()::record, random),
                call -> {
                    failing(random);
                    return PaymentProviders.at(provider.port()).answer(call);
                },
                Clock.systemUTC());
        List<Event<?>> delivered = new ArrayList<>();
        for (int times = 0; times < 5; times++) {
            delivered.addAll(events);
        }
        Collections.shuffle(delivered, random);

        Set<Object> outcomes = new HashSet<>();
        for (Event<?> event : delivered) {
            Mono.defer(() -> handler.handle(event))
                    .retryWhen(Retry.max(ATTEMPTS).filter(error -> !(error instanceof ConfirmedWithoutAuthorization)))
                    .onErrorResume(ConfirmedWithoutAuthorization.class, parked -> Mono.empty())
                    .blockOptional()
                    .ifPresent(answers -> answers.forEach(answer -> outcomes.add(answer.fact())));
        }
        return outcomes;
    }

    private void failing(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> provider.failsNext(500);
            case 1 -> provider.takesEffectAndFailsNext();
            default -> {
                // this call goes well
            }
        }
    }

    private static Payments failing(Payments payments, Random random) {
        return finding -> switch (random.nextInt(4)) {
            case 0 -> Mono.error(new IllegalStateException("crashed before the commit"));
            case 1 -> payments.record(finding).then(Mono.error(new IllegalStateException("crashed after the commit")));
            default -> payments.record(finding);
        };
    }
}
