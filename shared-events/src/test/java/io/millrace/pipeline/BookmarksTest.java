package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BookmarksTest {

    private final TopicPartition zero = new TopicPartition("t", 0);
    private final TopicPartition one = new TopicPartition("t", 1);
    private final Bookmarks bookmarks = new Bookmarks(Set.of(zero, one));

    @Test
    void haveCaughtUpAtOnceWhereNothingStands() {
        bookmarks.opened(zero, 0, 0);
        assertThat(bookmarks.hasJustCaughtUp()).as("one is not opened yet").isFalse();
        bookmarks.opened(one, 7, 7);

        assertThat(bookmarks.hasJustCaughtUp()).isTrue();
    }

    @Test
    void haveCaughtUpWithTheLastRecordThatStoodThereAndSaySoOnce() {
        bookmarks.opened(zero, 0, 2);
        bookmarks.opened(one, 3, 4);

        bookmarks.received(zero, 0);
        bookmarks.received(one, 3);
        assertThat(bookmarks.hasJustCaughtUp()).isFalse();
        bookmarks.received(zero, 1);
        assertThat(bookmarks.hasJustCaughtUp()).isTrue();
        bookmarks.received(zero, 2);
        assertThat(bookmarks.hasJustCaughtUp()).isFalse();
    }

    @Test
    void knowWhereToGoOn() {
        assertThat(bookmarks.place(zero)).isNull();
        bookmarks.opened(zero, 5, 9);
        assertThat(bookmarks.place(zero)).isEqualTo(5);
        bookmarks.received(zero, 5);
        assertThat(bookmarks.place(zero)).isEqualTo(6);
    }
}
