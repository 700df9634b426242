package io.millrace.inventory.stock;

import static io.millrace.inventory.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.CancellationReason;
import io.millrace.events.Sku;
import io.millrace.inventory.AnOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final Map<Sku, StockLevel> STOCK = Map.of(
            new Sku("A"), new StockLevel(10, 0, 0),
            new Sku("B"), new StockLevel(5, 3, 2),
            new Sku("NONE"), new StockLevel(0, 0, 0));

    @Test
    void reservesAnOrderThatTakesTheLastPieces() {
        assertThat(answerTo(anOrder().of(10, "A").and(5, "B"))).isInstanceOf(Answer.Reserved.class);
    }

    @Test
    void refusesTheWholeOrderWhenOneLineIsShort() {
        assertThat(answerTo(anOrder().of(1, "A").and(6, "B"))).isEqualTo(refused(CancellationReason.OUT_OF_STOCK, "B"));
    }

    @Test
    void countsLinesOfOneSkuTogether() {
        assertThat(answerTo(anOrder().of(6, "A").and(4, "A"))).isInstanceOf(Answer.Reserved.class);
        assertThat(answerTo(anOrder().of(6, "A").and(5, "A"))).isEqualTo(refused(CancellationReason.OUT_OF_STOCK, "A"));
    }

    @Test
    void saysOutOfStockForASkuThatIsKnownAndHasNone() {
        assertThat(answerTo(anOrder().of(1, "NONE"))).isEqualTo(refused(CancellationReason.OUT_OF_STOCK, "NONE"));
    }

    @Test
    void saysUnknownForASkuThatWasNeverStocked() {
        assertThat(answerTo(anOrder().of(1, "X"))).isEqualTo(refused(CancellationReason.UNKNOWN_SKU, "X"));
    }

    @Test
    void saysUnknownWhenOneSkuIsUnknownAndAnotherShort() {
        assertThat(answerTo(anOrder().of(11, "A").and(1, "X"))).isEqualTo(refused(CancellationReason.UNKNOWN_SKU, "X"));
        assertThat(answerTo(anOrder().of(1, "X").and(11, "A"))).isEqualTo(refused(CancellationReason.UNKNOWN_SKU, "X"));
    }

    private static Answer answerTo(AnOrder order) {
        return Answer.reserve(order.lines(), STOCK);
    }

    private static Answer refused(CancellationReason reason, String missing) {
        return new Answer.Refused(reason, new Sku(missing));
    }
}
