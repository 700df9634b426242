package io.millrace.gateway.deadletters;

import io.millrace.events.BulkReplay;
import java.time.Instant;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bulk replays of late, and how far each has come. One thread writes, any may read. */
final class BulkReplays {

    /** Ids are in the order of time; so the first to go are the oldest. */
    private static final int ROOM = 1_000;

    /**
     * @param latest null where only letters of it were met so far
     * @param replayed its letters that stand on their topic again; each counts once, also where a crash made it do one twice
     */
    record Progress(@Nullable BulkReplay latest, @Nullable Instant updatedAt, int replayed) {

        boolean isRunning() {
            return latest != null && !latest.finished();
        }
    }

    private static final Progress NONE = new Progress(null, null, 0);

    private final ConcurrentSkipListMap<String, Progress> byId = new ConcurrentSkipListMap<>();

    void stepped(BulkReplay replay, Instant at) {
        Progress former = byId.getOrDefault(replay.id(), NONE);
        if (former.latest == null || former.latest.step() < replay.step()) {
            put(replay.id(), new Progress(replay, at, former.replayed));
        }
    }

    void replayedOne(String id) {
        Progress former = byId.getOrDefault(id, NONE);
        put(id, new Progress(former.latest, former.updatedAt, former.replayed + 1));
    }

    private void put(String id, Progress progress) {
        boolean isNew = byId.put(id, progress) == null;
        if (isNew && byId.size() > ROOM) {
            byId.pollFirstEntry();
        }
    }

    @Nullable
    Progress find(String id) {
        Progress progress = byId.get(id);
        return progress == null || progress.latest == null ? null : progress;
    }

    Stream<BulkReplay> running() {
        return byId.values().stream()
                .filter(Progress::isRunning)
                .flatMap(progress -> Stream.ofNullable(progress.latest));
    }

    /** The number of the latest step that is known; 0 for a replay that is not. */
    int step(String id) {
        Progress progress = find(id);
        return progress == null || progress.latest == null ? 0 : progress.latest.step();
    }
}
