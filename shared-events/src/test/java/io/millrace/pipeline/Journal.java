package io.millrace.pipeline;

import static io.millrace.testing.Events.event;

import io.millrace.events.Event;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What handlers have seen, in the order in which they began. Its events are adjustments of stock: the sku is the key, the delta counts from 1 for each.
 */
final class Journal {

    private final List<Event<?>> seen = new ArrayList<>();
    private final Map<String, Long> highest = new HashMap<>();
    private final List<String> outOfOrder = new ArrayList<>();

    /** Events to handle: {@code count} of them, spread over so many keys in turn. */
    static List<Event<StockAdjusted>> adjustments(int count, int keys) {
        return IntStream.range(0, count)
                .mapToObj(i -> event(new StockAdjusted(new Sku("SKU-" + i % keys), i / keys + 1, "number " + i)))
                .toList();
    }

    synchronized void saw(List<Event<?>> events) {
        events.forEach(this::saw);
    }

    synchronized void saw(Event<?> event) {
        seen.add(event);
        if (event.fact() instanceof StockAdjusted adjusted) {
            long before = highest.getOrDefault(adjusted.subject(), 0L);
            if (adjusted.delta() > before + 1) {
                outOfOrder.add(adjusted.subject() + ": " + adjusted.delta() + " before " + (before + 1));
            }
            highest.put(adjusted.subject(), Math.max(before, adjusted.delta()));
        }
    }

    synchronized int size() {
        return seen.size();
    }

    /** How many different events. */
    synchronized int distinct() {
        return (int) seen.stream().map(Event::id).distinct().count();
    }

    /** Keys of which an event was begun before one that precedes it had ever been. */
    synchronized List<String> outOfOrder() {
        return List.copyOf(outOfOrder);
    }
}
