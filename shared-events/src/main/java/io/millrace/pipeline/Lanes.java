package io.millrace.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Keeps items of one key in order while items of other keys pass: each key at work has a lane, made when it is needed and gone when it is
 * empty. Hashing keys to a fixed number of lanes would need no map, but a record that waits for its next attempt would then hold up every key
 * that shares its lane.
 *
 * <p>A batch takes from the front of lanes; a lane gives nothing more until all that was taken from it is settled or put back. Not thread-safe: confined
 * to the drain loop of {@link KeyOrder}.
 *
 * @param <T> the items
 */
final class Lanes<T> {

    private static final class Lane<T> {

        private final ArrayDeque<T> waiting = new ArrayDeque<>(2);
        private int taken;
        private boolean held;

        boolean isFree() {
            return taken == 0 && !held;
        }
    }

    private final Function<T, Object> key;
    private final Predicate<T> alone;
    private final int maxBatch;
    private final Map<Object, Lane<T>> lanes = new HashMap<>();
    private final ArrayDeque<Lane<T>> ready = new ArrayDeque<>();

    /**
     * @param key what an item must keep the order of
     * @param alone whether an item must be in a batch of its own, such as one that has failed before
     * @param maxBatch the most items in a batch; with 1, items of one key follow each other singly
     */
    Lanes(Function<T, Object> key, Predicate<T> alone, int maxBatch) {
        this.key = key;
        this.alone = alone;
        this.maxBatch = maxBatch;
    }

    /** An item came in; it waits behind all of its key. */
    void add(T item) {
        Lane<T> lane = lanes.computeIfAbsent(key.apply(item), any -> new Lane<>());
        lane.waiting.add(item);
        if (lane.isFree() && lane.waiting.size() == 1) {
            ready.add(lane);
        }
    }

    /** Takes the next batch: the items that have waited longest and whose lanes are free. Empty when there are none. */
    List<T> take() {
        List<T> batch = new ArrayList<>(Math.min(maxBatch, ready.size()));
        while (batch.size() < maxBatch && !ready.isEmpty()) {
            Lane<T> lane = ready.element();
            if (!alone.test(lane.waiting.element())) {
                ready.remove();
                takeFront(lane, batch);
            } else if (batch.isEmpty()) {
                ready.remove();
                lane.taken = 1;
                return List.of(lane.waiting.remove());
            } else {
                return batch;
            }
        }
        return batch;
    }

    private void takeFront(Lane<T> lane, List<T> batch) {
        while (batch.size() < maxBatch && !lane.waiting.isEmpty() && !alone.test(lane.waiting.element())) {
            batch.add(lane.waiting.remove());
            lane.taken++;
        }
    }

    /** Items that were taken need no more work. */
    void settled(List<T> items) {
        for (T item : items) {
            Object laneKey = key.apply(item);
            Lane<T> lane = lane(laneKey);
            lane.taken--;
            moveUp(laneKey, lane);
        }
    }

    /** Items of one key that were taken come back to the front of their lane, in their order, and nothing leaves it before {@link #resume}. */
    void putBack(List<T> items) {
        Lane<T> lane = lane(key.apply(items.getFirst()));
        for (T item : items.reversed()) {
            lane.waiting.addFirst(item);
        }
        lane.taken -= items.size();
        lane.held = true;
    }

    /** The lane of this item, which was put back, need not wait any longer. */
    void resume(T item) {
        Object laneKey = key.apply(item);
        Lane<T> lane = lane(laneKey);
        lane.held = false;
        moveUp(laneKey, lane);
    }

    /** Keys of which something could be taken now. */
    int ready() {
        return ready.size();
    }

    /** Keys at work or waiting. */
    int size() {
        return lanes.size();
    }

    private Lane<T> lane(Object laneKey) {
        Lane<T> lane = lanes.get(laneKey);
        if (lane == null) {
            throw new IllegalStateException("nothing was taken from the lane of " + laneKey);
        }
        return lane;
    }

    private void moveUp(Object laneKey, Lane<T> lane) {
        if (!lane.isFree()) {
            return;
        }
        if (lane.waiting.isEmpty()) {
            lanes.remove(laneKey);
        } else {
            ready.add(lane);
        }
    }
}
