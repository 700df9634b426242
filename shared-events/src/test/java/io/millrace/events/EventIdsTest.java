package io.millrace.events;

import static io.millrace.testing.Orders.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.events.wire.GoldenFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final String ID = "0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f";
    private static final OrderId ORDER = OrderId.parse(ID);

    private static final DeadLetterId LETTER = new DeadLetterId("orders.created", 3, 17);

    @Test
    void followFromTheFactAlone() {
        assertThat(EventIds.of(anOrder().withId(ID).placed())).isEqualTo(ID + ":created");
        assertThat(EventIds.of(new OrderCancellationRequested(ORDER, CancellationReason.TIMED_OUT)))
                .isEqualTo(ID + ":cancellation:TIMED_OUT");
        assertThat(EventIds.of(PaymentCompleted.declined(ORDER))).isEqualTo(ID + ":payment");
        assertThat(EventIds.of(InventoryReserved.reserved(ORDER))).isEqualTo(ID + ":inventory");
        assertThat(EventIds.of(new OrderStatusRequested(ORDER, "payment-flow", Instant.EPOCH)))
                .isEqualTo(ID + ":status-requested:payment-flow");
        assertThat(EventIds.of(new OrderAbandoned(ORDER, CancellationReason.TIMED_OUT)))
                .isEqualTo(ID + ":abandoned");
        assertThat(EventIds.of(GoldenFile.CANCELLED_ORDER))
                .isEqualTo(GoldenFile.CANCELLED_ORDER.orderId() + ":status:2");
        assertThat(EventIds.of(new DeadLetterReplayed(LETTER, "ada", null)))
                .isEqualTo("orders.created.DLT-3-17:replayed");
    }

    @Test
    void areNotToBeHadForWishesOfWhichAnyNumberCanBeAlike() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventIds.of(new DeadLetterReplayRequested(LETTER, "ada")));
        assertThatIllegalArgumentException().isThrownBy(() -> EventIds.of(new DeadLetterDiscarded(LETTER, "ada")));
    }

    @Test
    void areNotToBeHadForAdjustmentsOfWhichAnyNumberCanBeAlike() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventIds.of(new StockAdjusted(new Sku("a"), 1, "restock")));
    }
}
