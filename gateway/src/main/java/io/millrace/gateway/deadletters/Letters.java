package io.millrace.gateway.deadletters;

import io.millrace.events.BulkReplay;
import io.millrace.events.DeadLetterId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The letters that are known, and no more of them than there is room for: those that were dealt with longest ago go first, and an open one finds no
 * room only where all are open. One thread writes; any may read, and sees each letter as it was or as it is.
 */
final class Letters {

    private final int room;
    private final NavigableMap<DeadLetterId, Letter> byId = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListSet<Age> byAge = new ConcurrentSkipListSet<>();
    private volatile int leftOut;
    private volatile int open;

    // Known to the writing thread alone.
    private int count;
    private final TreeSet<Age> settled = new TreeSet<>();
    private final Map<DeadLetterId, Fate> early;
    private final SettledOffsets forgotten = new SettledOffsets();

    /** @param room for letters, and for as many decisions about letters that have not come yet */
    Letters(int room) {
        this.room = room;
        early = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<DeadLetterId, Fate> eldest) {
                if (size() > room) {
                    forgotten.add(eldest.getKey());
                    return true;
                }
                return false;
            }
        };
    }

    /** A letter was parked; what was decided about it may be known already. */
    void add(Letter parked) {
        DeadLetterId id = parked.id();
        Fate decided = early.remove(id);
        if (byId.containsKey(id) || decided == null && forgotten.contains(id)) {
            return;
        }
        Letter letter = decided == null ? parked : parked.with(decided);
        byId.put(id, letter);
        byAge.add(Age.of(letter));
        count++;
        if (letter.isOpen()) {
            open = open + 1;
        } else {
            settled.add(Age.of(letter));
        }
        if (count > room) {
            makeRoom(letter);
        }
    }

    private void makeRoom(Letter latest) {
        Age victim = settled.pollLast(); // the oldest, as the newest come first
        if (victim == null) {
            victim = Age.of(latest);
            leftOut++;
            open = open - 1;
        }
        byAge.remove(victim);
        byId.remove(victim.id());
        count--;
    }

    /**
     * Something was decided about a letter, which may not have come yet.
     *
     * @param decide makes the fate of the former one, which is null for an open letter; answers null for no change
     * @return whether the letter had none before
     */
    boolean decide(DeadLetterId id, UnaryOperator<@Nullable Fate> decide) {
        Letter letter = byId.get(id);
        Fate former = letter == null ? early.get(id) : letter.fate();
        Fate fate = decide.apply(former);
        if (fate == null) {
            return false;
        }
        if (letter == null) {
            early.put(id, fate);
        } else {
            byId.put(id, letter.with(fate));
            settled.add(Age.of(letter));
            open = former == null ? open - 1 : open;
        }
        return former == null;
    }

    @Nullable
    Letter find(DeadLetterId id) {
        return byId.get(id);
    }

    /** Newest first. */
    Stream<Letter> after(@Nullable Age cursor) {
        return (cursor == null ? byAge : byAge.tailSet(cursor, false))
                .stream().flatMap(age -> Stream.ofNullable(byId.get(age.id())));
    }

    /** The next letters of a bulk replay that are still open, as they stand on their topic. */
    List<Letter> openIn(BulkReplay replay, int atMost) {
        DeadLetterId after = replay.after();
        NavigableMap<DeadLetterId, Letter> rest =
                after == null ? byId.tailMap(new DeadLetterId(replay.topic(), 0, 0), true) : byId.tailMap(after, false);
        List<Letter> next = new ArrayList<>();
        for (Letter letter : rest.values()) {
            if (next.size() == atMost || !letter.id().topic().equals(replay.topic())) {
                break;
            }
            if (letter.isOpen() && letter.isOf(replay.topic(), replay.group()) && replay.covers(letter.id())) {
                next.add(letter);
            }
        }
        return next;
    }

    int countOpen(String topic, String group) {
        return (int) byId.values().stream()
                .filter(letter -> letter.isOpen() && letter.isOf(topic, group))
                .count();
    }

    /** Letters that wait for a decision, also those for which there was no room. */
    int open() {
        return open + leftOut;
    }

    /** Open letters for which there was no room. */
    int leftOut() {
        return leftOut;
    }
}
