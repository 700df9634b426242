package io.millrace.order.settlement;

import io.millrace.events.CancellationReason;
import org.jspecify.annotations.Nullable;

/** The rule by which an order is settled. */
final class Settlement {

    private Settlement() {}

    /**
     * Where an unsettled order stands once these facts are known; null while nobody placed it. A wish to cancel outweighs both answers, and
     * a declined payment outweighs stock, so that facts that arrive together lead to the same outcome in whichever order they came.
     */
    static @Nullable Standing settle(OrderFacts facts) {
        if (facts.placement() == null) {
            return null;
        }
        CancellationReason obstacle = obstacle(facts);
        if (obstacle != null) {
            return Standing.cancelled(obstacle);
        }
        return facts.payment() != null && facts.inventory() != null ? Standing.CONFIRMED : Standing.OPEN;
    }

    private static @Nullable CancellationReason obstacle(OrderFacts facts) {
        if (facts.cancellation() != null) {
            return facts.cancellation();
        }
        if (facts.payment() != null && !facts.payment().approved()) {
            return CancellationReason.PAYMENT_DECLINED;
        }
        return facts.inventory() == null ? null : facts.inventory().reason();
    }
}
