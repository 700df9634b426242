package io.millrace.gateway.live;

import static io.millrace.gateway.live.Orders.accepted;
import static io.millrace.gateway.live.Orders.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PresentOrdersTest {

    @RegisterExtension
    final Watching watching = new Watching();

    private final OrderId id = Orders.freshId();

    @Test
    void passesOnWhatOrderFlowSays() {
        watching.orderFlow.knows(confirmed(id));
        watching.accepted.accepted(Orders.created(id), Orders.context());
        StepVerifier.create(find(id)).expectNext(text(confirmed(id))).verifyComplete();
    }

    @Test
    void showsAnOrderAcceptedHereBeforeOrderFlowHasHeardOfIt() {
        watching.accepted.accepted(Orders.created(id), Orders.context());
        StepVerifier.create(find(id)).expectNext(text(accepted(id))).verifyComplete();
    }

    @Test
    void showsAnOrderAcceptedHereWhileOrderFlowIsAway() {
        watching.orderFlow.cannotBeAskedFor(id);
        watching.accepted.accepted(Orders.created(id), Orders.context());
        StepVerifier.create(find(id)).expectNext(text(accepted(id))).verifyComplete();
    }

    @Test
    void failsForAnyOtherOrderWhileOrderFlowIsAway() {
        watching.orderFlow.cannotBeAskedFor(id);
        StepVerifier.create(find(id)).verifyError(IllegalStateException.class);
    }

    @Test
    void waitsForAFreshOrderToAppear() {
        StepVerifier.create(find(id))
                .then(() -> watching.feed.brings(accepted(id)))
                .expectNext(text(accepted(id)))
                .verifyComplete();
    }

    @Test
    void doesNotWaitForAnOldOrder() {
        StepVerifier.create(find(Orders.oldId())).verifyComplete();
        assertThat(watching.orderFlow.timesAsked()).isEqualTo(1);
    }

    @Test
    void givesUpOnAFreshOrderAfterThreeSeconds() {
        StepVerifier.withVirtualTime(() -> find(id), () -> watching.time, Long.MAX_VALUE)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(2_900))
                .thenAwait(Duration.ofSeconds(1))
                .verifyComplete();
    }

    private Mono<String> find(OrderId asked) {
        return watching.present.find(asked).map(Watching::text);
    }

    private static String text(OrderStatusChanged order) {
        return Watching.text(Orders.json(order));
    }
}
