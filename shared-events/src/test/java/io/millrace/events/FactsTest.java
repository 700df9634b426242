package io.millrace.events;

import static io.millrace.testing.Orders.NOON;
import static io.millrace.testing.Orders.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

    private static final OrderId ORDER = OrderId.parse("0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f");
    private static final OrderLine LINE = new OrderLine(new Sku("SKU-1"), 2, 1299);

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatBreaksARuleAndSaysWhich(String message, Supplier<?> fact) {
        assertThatThrownBy(fact::get).isInstanceOf(InvalidFact.class).hasMessageContaining(message);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("sku", () -> new Sku("")),
                refused("sku", () -> new Sku("x".repeat(65))),
                refused("sku", () -> new Sku("SKU 1")),
                refused("sku", () -> new Sku("SKÜ")),
                refused("sku", () -> new Sku("a/b")),
                refused("sku", () -> new Sku("a\u0000")),
                refused("quantity", () -> new OrderLine(new Sku("a"), 0, 1)),
                refused("quantity", () -> new OrderLine(new Sku("a"), -1, 1)),
                refused("quantity", () -> new OrderLine(new Sku("a"), 10_001, 1)),
                refused("unitPriceCents", () -> new OrderLine(new Sku("a"), 1, -1)),
                refused("unitPriceCents", () -> new OrderLine(new Sku("a"), 1, 100_000_001)),
                refused("customerId", () -> created("", "EUR", List.of(LINE), 2598)),
                refused("customerId", () -> created("c 1", "EUR", List.of(LINE), 2598)),
                refused("currency", () -> created("c-1", "eur", List.of(LINE), 2598)),
                refused("currency", () -> created("c-1", "EURO", List.of(LINE), 2598)),
                refused("currency", () -> created("c-1", "EU", List.of(LINE), 2598)),
                refused("1 to 100 items", () -> created("c-1", "EUR", List.of(), 0)),
                refused("1 to 100 items", () -> created("c-1", "EUR", Collections.nCopies(101, LINE), 101 * 2598)),
                refused("totalCents", () -> created("c-1", "EUR", List.of(LINE), 2597)),
                refused(
                        "CUSTOMER_CANCELLED or TIMED_OUT",
                        () -> new OrderCancellationRequested(ORDER, CancellationReason.OUT_OF_STOCK)),
                refused(
                        "CUSTOMER_CANCELLED or TIMED_OUT",
                        () -> new OrderAbandoned(ORDER, CancellationReason.PAYMENT_DECLINED)),
                refused("by", () -> new OrderStatusRequested(ORDER, "", NOON)),
                refused("by", () -> new OrderStatusRequested(ORDER, "payment flow", NOON)),
                refused("delta", () -> new StockAdjusted(new Sku("a"), 0, "none")),
                refused("delta", () -> new StockAdjusted(new Sku("a"), 1_000_000_001, "too many")),
                refused("delta", () -> new StockAdjusted(new Sku("a"), -1_000_000_001, "too many")),
                refused("delta", () -> new StockAdjusted(new Sku("a"), Long.MIN_VALUE, "has no absolute value")),
                refused("delta", () -> new StockAdjusted(new Sku("a"), Long.MAX_VALUE, "too many")),
                refused("reason", () -> new StockAdjusted(new Sku("a"), 1, "")),
                refused("reason", () -> new StockAdjusted(new Sku("a"), 1, "  \t")),
                refused("reason", () -> new StockAdjusted(new Sku("a"), 1, "x".repeat(201))),
                refused("reason", () -> new StockAdjusted(new Sku("a"), 1, "no column takes a \u0000")),
                refused("reason", () -> new StockAdjusted(new Sku("a"), 1, "half a character \ud83d")),
                refused("payment", () -> new PaymentCompleted(ORDER, true, CancellationReason.PAYMENT_DECLINED)),
                refused("payment", () -> new PaymentCompleted(ORDER, false, null)),
                refused("reservation", () -> new InventoryReserved(ORDER, true, CancellationReason.OUT_OF_STOCK)),
                refused("reservation", () -> new InventoryReserved(ORDER, false, null)),
                refused("version", () -> status(OrderStatus.ACCEPTED, null, 0, false)),
                refused("reason", () -> status(OrderStatus.CANCELLED, null, 2, true)),
                refused("reason", () -> status(OrderStatus.CONFIRMED, CancellationReason.TIMED_OUT, 2, true)),
                refused("settled", () -> status(OrderStatus.CONFIRMED, null, 2, false)),
                refused("settled", () -> status(OrderStatus.ACCEPTED, null, 1, true)),
                refused("id and a source", () -> new Event<>("", "/x", NOON, new TraceContext("c", null, null), FACT)),
                refused("id and a source", () -> new Event<>("x", "", NOON, new TraceContext("c", null, null), FACT)));
    }

    private static final Fact FACT = PaymentCompleted.approved(ORDER);

    private static Arguments refused(String message, Supplier<?> fact) {
        return Arguments.of(message, fact);
    }

    @Test
    void takesWhatStandsAtTheLimits() {
        OrderLine dearest = new OrderLine(new Sku("x".repeat(64)), 10_000, 100_000_000);

        assertThat(created("c".repeat(64), "EUR", Collections.nCopies(100, dearest), 100_000_000_000_000L)
                        .totalCents())
                .isEqualTo(100_000_000_000_000L);
        assertThat(new OrderLine(new Sku("A-z_0.9"), 1, 0).unitPriceCents()).isZero();
        assertThat(new StockAdjusted(new Sku("a"), -1_000_000_000, "€".repeat(200)).delta())
                .isNegative();
        assertThat(new StockAdjusted(new Sku("a"), 1, "\ud83d\ude00 whole").reason())
                .hasSize(8);
    }

    @Test
    void copiesTheLinesSoThatNobodyChangesAFact() {
        List<OrderLine> lines = new ArrayList<>(List.of(LINE));
        OrderCreated order = created("c-1", "EUR", lines, 2598);

        lines.clear();

        assertThat(order.items()).containsExactly(LINE);
    }

    @Test
    void saysTheSameOrderWhateverTheTimeItWasPlaced() {
        OrderCreated first = anOrder().withId(ORDER.toString()).of(1, "a").placed();
        OrderCreated again = anOrder()
                .withId(ORDER.toString())
                .of(1, "a")
                .placedAt(NOON.plusSeconds(5))
                .placed();
        OrderCreated other = anOrder().withId(ORDER.toString()).of(2, "a").placed();

        assertThat(first.sameOrderAs(again)).isTrue();
        assertThat(first.sameOrderAs(other)).isFalse();
    }

    @Test
    void keepsTheTimeOfAnEventInWholeMilliseconds() {
        var event = Event.of("/x", NOON.plusNanos(1_999_999), new TraceContext("c", null, null), FACT);

        assertThat(event.time()).isEqualTo(NOON.plusMillis(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0",
                "0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f0",
                "0198a7c24b1e7c3d8f005a6b7c8d9e0f",
                "+198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f",
                "00198a7c2-4b1-7c3d-8f00-5a6b7c8d9e0f",
                "０198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f",
                "0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0g",
                "{198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0}",
                " 0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0"
            })
    void takesNothingForAnOrderIdButACanonicalUuid(String text) {
        assertThatThrownBy(() -> OrderId.parse(text)).isInstanceOf(InvalidFact.class);
    }

    @Test
    void readsAnOrderIdInCapitalsAndWritesItInSmallLetters() {
        assertThat(OrderId.parse("0198A7C2-4B1E-7C3D-8F00-5A6B7C8D9E0F")).isEqualTo(ORDER);
        assertThat(ORDER).hasToString("0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f");
    }

    private static OrderCreated created(String customerId, String currency, List<OrderLine> items, long totalCents) {
        return new OrderCreated(ORDER, customerId, currency, items, totalCents, NOON);
    }

    private static OrderStatusChanged status(
            OrderStatus status, @Nullable CancellationReason reason, int version, boolean settled) {
        return new OrderStatusChanged(
                ORDER,
                "c-1",
                "EUR",
                2598,
                List.of(LINE),
                status,
                reason,
                null,
                null,
                version,
                "corr",
                null,
                NOON,
                NOON,
                settled ? NOON : null,
                List.of());
    }
}
