package io.millrace.bench.settled;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.load.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderBookTest {

    private final OrderBook book = new OrderBook();
    private final UUID order = UUID.randomUUID();

    @Test
    void isCompleteOnceAllThatWasAcceptedIsSettled() {
        book.answered(new Reply(202, order), 0);
        assertThat(book.isComplete()).isFalse();

        book.settled(UUID.randomUUID(), true, 5);
        assertThat(book.isComplete()).as("with another's order settled").isFalse();

        book.settled(order, true, 7);
        assertThat(book.isComplete()).isTrue();
    }

    @Test
    void countsAnOrderOnceHoweverOftenItsStatusIsTold() {
        book.answered(new Reply(202, order), 0);
        book.settled(order, true, 7);
        book.settled(order, true, 9);

        assertThat(book.settled()).isEqualTo(1);
        assertThat(book.confirmed()).isEqualTo(1);
        assertThat(book.lastSettled()).isEqualTo(7);
    }

    @Test
    void countsRefusalsApart() {
        book.answered(new Reply(503, null), 0);

        assertThat(book.refused()).isEqualTo(1);
        assertThat(book.accepted()).isZero();
    }

    @Test
    void tellsHowLongAnOrderTookToTheEndOfTheMillisecond() {
        book.answered(new Reply(202, order), 4_200);
        book.settled(order, true, 9);

        List<Long> micros = new ArrayList<>();
        book.timesToSettle(micros::add);
        assertThat(micros).containsExactly(5_800L);
    }
}
