package io.millrace.gateway.deadletters;

import static io.millrace.gateway.deadletters.Parked.GROUP;
import static io.millrace.gateway.deadletters.Parked.NOON;
import static io.millrace.gateway.deadletters.Parked.TOPIC;
import static io.millrace.gateway.deadletters.Parked.id;
import static io.millrace.gateway.deadletters.Parked.letter;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LettersTest {

    private final Letters letters = new Letters(3);

    @Test
    void areListedNewestFirstAndGoOnBehindACursor() {
        park(0, 1, 3, 2);

        assertThat(offsets(letters.after(null))).containsExactly(3L, 2L, 1L);
        Age cursor = Age.ofCursor(Age.of(letter(0, 3)).cursor());
        assertThat(offsets(letters.after(cursor))).containsExactly(2L, 1L);
    }

    @Test
    void takeNoCursorThatNoPageGave() {
        for (String cursor : List.of("", "x", "!", "MTIz", "MTIzIG9yZGVycw", "Y")) {
            assertThat(Age.ofCursor(cursor)).isNull();
        }
    }

    @Test
    void makeRoomByForgettingWhatWasSettledLongestAgo() {
        park(0, 1, 2, 3);
        discard(3);
        discard(2);
        park(0, 4);

        assertThat(offsets(letters.after(null))).containsExactly(4L, 3L, 1L);
        assertThat(letters.leftOut()).isZero();
    }

    @Test
    void leaveOutAnOpenOneWhereAllAreOpenAndSaySo() {
        park(0, 1, 2, 3, 4);

        assertThat(offsets(letters.after(null))).containsExactly(3L, 2L, 1L);
        assertThat(letters.leftOut()).isEqualTo(1);
    }

    @Test
    void comeToTheSameWhateverIsToldFirst() {
        discard(1);
        assertThat(letters.find(id(0, 1))).isNull();
        park(0, 1);

        assertThat(state(1)).isEqualTo(State.DISCARDED);
    }

    /** More decisions than there is room for, all of them read before the letters they are about. */
    @Test
    void areNeverTakenForOpenOnceTheyWereSettled() {
        for (int offset = 0; offset < 10; offset++) {
            discard(offset);
        }
        for (int offset = 0; offset < 10; offset++) {
            park(0, offset);
        }
        park(0, 10);

        assertThat(letters.after(null)
                        .filter(Letter::isOpen)
                        .map(letter -> letter.id().offset()))
                .containsExactly(10L);
        assertThat(letters.leftOut()).isZero();
    }

    @Test
    void areTakenUpOnceThoughTheyAreToldTwice() {
        park(0, 1, 1, 2, 2, 3, 3);

        assertThat(offsets(letters.after(null))).containsExactly(3L, 2L, 1L);
        assertThat(letters.leftOut()).isZero();
    }

    @Test
    void keepTheFirstDecision() {
        park(0, 1);
        assertThat(letters.decide(id(0, 1), former -> former == null ? fate(State.REPLAYED) : former))
                .isTrue();
        assertThat(letters.decide(id(0, 1), former -> former == null ? fate(State.DISCARDED) : former))
                .isFalse();

        assertThat(state(1)).isEqualTo(State.REPLAYED);
    }

    @Test
    void givesABulkReplayWhatIsOpenAndWasThereWhenItBegan() {
        Letters many = new Letters(100);
        for (int offset = 0; offset < 6; offset++) {
            many.add(letter(0, offset));
            many.add(letter(1, offset));
        }
        many.decide(id(0, 2), former -> fate(State.DISCARDED));

        assertThat(many.openIn(replay(null, 4L, 1L), 10).stream().map(Letter::id))
                .containsExactly(id(0, 0), id(0, 1), id(0, 3), id(1, 0));
        assertThat(many.openIn(replay(id(0, 1), 4L, 1L), 1).stream().map(Letter::id))
                .containsExactly(id(0, 3));
        assertThat(many.countOpen(TOPIC, GROUP)).isEqualTo(11);
        assertThat(many.countOpen(TOPIC, "another")).isZero();
    }

    private static BulkReplay replay(@Nullable DeadLetterId after, Long... until) {
        return new BulkReplay("b-1", TOPIC, GROUP, 5, "ada", NOON, 9, List.of(until), 1, after, false);
    }

    private void park(int partition, long... offsets) {
        for (long offset : offsets) {
            letters.add(letter(partition, offset));
        }
    }

    private void discard(long offset) {
        letters.decide(id(0, offset), former -> fate(State.DISCARDED));
    }

    private State state(long offset) {
        Letter letter = letters.find(id(0, offset));
        return letter == null ? State.PARKED : letter.state();
    }

    private static Fate fate(State state) {
        return new Fate(state, "ada", NOON, "d-1", NOON, null);
    }

    private static Stream<Long> offsets(Stream<Letter> letters) {
        return letters.map(letter -> letter.id().offset());
    }
}
