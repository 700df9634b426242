package io.millrace.gateway.deadletters;

import static io.millrace.gateway.deadletters.Parked.acted;
import static io.millrace.gateway.deadletters.Parked.id;
import static io.millrace.gateway.deadletters.Parked.news;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterDiscarded;
import io.millrace.events.DeadLetterReplayRequested;
import io.millrace.events.DeadLetterReplayed;
import io.millrace.gateway.http.ProblemException;
import io.millrace.pipeline.DeadLetterNews;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadLetterIndexTest {

    private final DeadLetterIndex index = new DeadLetterIndex(100);

    @Test
    void isNotToBeAskedBeforeItHasReadWhatWasThere() {
        index.told(news(0, 0));
        assertThat(index.isReady()).isFalse();
        assertThatThrownBy(() -> LookingAtLetters.requireReady(index))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(503));

        index.told(new DeadLetterNews.CaughtUp());

        assertThat(index.isReady()).isTrue();
        LookingAtLetters.requireReady(index);
    }

    @Test
    void knowsWhatWasWantedFirstAndThatItWasDone() {
        index.told(news(0, 0));
        var first = acted(new DeadLetterReplayRequested(id(0, 0), "ada"));
        index.told(first);
        assertThat(fate().doneAt()).isNull();
        index.told(acted(new DeadLetterDiscarded(id(0, 0), "bob")));
        index.told(acted(new DeadLetterReplayed(id(0, 0), "ada", null)));

        assertThat(fate().state()).isEqualTo(State.REPLAYED);
        assertThat(fate().by()).isEqualTo("ada");
        assertThat(fate().decision()).isEqualTo(first.event().id());
        assertThat(fate().doneAt()).isNotNull();
    }

    @Test
    void countsALetterOfABulkReplayOnceThoughItWasReplayedTwice() {
        index.told(acted(replay(1)));
        for (int times = 0; times < 2; times++) {
            index.told(acted(new DeadLetterReplayed(id(0, 0), "ada", "b-1")));
        }
        index.told(acted(new DeadLetterReplayed(id(0, 1), "ada", "b-1")));
        index.told(acted(replay(2)));
        index.told(acted(replay(1)));

        assertThat(requireNonNull(index.bulkReplays().find("b-1")).replayed()).isEqualTo(2);
        assertThat(index.bulkReplays().step("b-1")).isEqualTo(2);
    }

    @Test
    void knowsUpToWhereItHasRead() {
        index.told(news(0, 4));
        index.told(news(2, 7));

        assertThat(index.readOf(Parked.TOPIC)).containsExactly(5L, 0L, 8L);
        assertThat(index.knows(replay(1))).isTrue();
        assertThat(new DeadLetterIndex(1).knows(replay(1))).isFalse();
    }

    private Fate fate() {
        return requireNonNull(requireNonNull(index.letters().find(id(0, 0))).fate());
    }

    private static BulkReplay replay(int step) {
        return new BulkReplay(
                "b-1", Parked.TOPIC, Parked.GROUP, 5, "ada", Parked.NOON, 2, List.of(5L, 0L, 8L), step, null, false);
    }
}
