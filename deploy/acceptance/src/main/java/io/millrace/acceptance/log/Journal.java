package io.millrace.acceptance.log;

import io.millrace.acceptance.client.OrderLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/** What the log has told so far: who ordered what, how it ended, and what was stocked. Duplicates tell nothing new. For one thread. */
public final class Journal implements AutoCloseable {

    /** How an order ended, and when that was written. */
    public record Settled(String status, long writtenAt) {}

    private final LogReader reader;
    private final Map<String, List<OrderLine>> ordered = new HashMap<>();
    private final Map<String, Settled> settled = new HashMap<>();
    private final Map<String, Long> adjusted = new HashMap<>();
    private final Set<String> seenAdjustments = new HashSet<>();
    private final List<String> reversals = new ArrayList<>();

    public Journal(Topics topics) {
        reader = topics.reader(List.of(Topics.ORDERS_CREATED, Topics.ORDERS_STATUS, Topics.INVENTORY_ADJUSTED));
    }

    public void catchUp() {
        reader.catchUp(this::read);
    }

    public Map<String, List<OrderLine>> ordered() {
        return ordered;
    }

    public Map<String, Settled> settled() {
        return settled;
    }

    public long adjusted(String sku) {
        return adjusted.getOrDefault(sku, 0L);
    }

    /** Orders whose outcome was changed after they had been settled; there must be none. */
    public List<String> reversals() {
        return reversals;
    }

    private void read(ConsumerRecord<byte[], byte[]> stored) {
        Fact fact = new Fact(stored);
        if (!fact.isReadable()) {
            return; // Parked by who reads it, and nobody's order.
        }
        switch (fact.topic()) {
            case Topics.ORDERS_CREATED ->
                ordered.putIfAbsent(fact.key(), lines(fact.json().get("items")));
            case Topics.ORDERS_STATUS -> settle(fact);
            case Topics.INVENTORY_ADJUSTED -> adjust(fact);
            default -> throw new IllegalStateException(fact.topic());
        }
    }

    private void settle(Fact fact) {
        String status = fact.json().get("status").asString();
        if (status.equals("ACCEPTED")) {
            return;
        }
        Settled before = settled.putIfAbsent(fact.key(), new Settled(status, fact.timestamp()));
        if (before != null && !before.status().equals(status)) {
            reversals.add(fact.key() + " was " + before.status() + " and became " + status);
        }
    }

    private void adjust(Fact fact) {
        if (seenAdjustments.add(fact.id())) {
            adjusted.merge(fact.key(), fact.json().get("delta").asLong(), Long::sum);
        }
    }

    private static List<OrderLine> lines(JsonNode items) {
        List<OrderLine> lines = new ArrayList<>();
        items.forEach(item -> lines.add(new OrderLine(
                item.get("sku").asString(),
                item.get("quantity").asLong(),
                item.get("unitPriceCents").asLong())));
        return lines;
    }

    @Override
    public void close() {
        reader.close();
    }
}
