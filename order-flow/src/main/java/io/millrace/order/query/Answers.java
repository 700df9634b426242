package io.millrace.order.query;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.events.wire.FactJson;
import io.millrace.order.settlement.Order;
import io.millrace.order.store.Position;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders in the bytes that callers of the gateway see. */
final class Answers {

    private Answers() {}

    static byte[] order(Order order) {
        return FactJson.write(order.asItStands());
    }

    /**
     * A page of orders.
     *
     * @param found one more than the limit when there is a page behind this one
     */
    static byte[] page(List<Order> found, int limit) {
        List<Order> shown = found.subList(0, Math.min(found.size(), limit));
        ByteArrayOutputStream json = new ByteArrayOutputStream(64 + 1024 * shown.size());
        text(json, "{\"orders\":[");
        for (int i = 0; i < shown.size(); i++) {
            text(json, i == 0 ? "" : ",");
            json.writeBytes(order(shown.get(i)));
        }
        text(json, "],\"next\":");
        String next = found.size() > limit ? next(shown.getLast()) : null;
        text(json, next == null ? "null}" : '"' + next + "\"}");
        return json.toByteArray();
    }

    private static @Nullable String next(Order last) {
        return last.facts().placement() == null
                ? null
                : Cursor.of(new Position(last.facts().placement().placedAt(), last.id()));
    }

    private static void text(ByteArrayOutputStream json, String text) {
        json.writeBytes(text.getBytes(US_ASCII));
    }
}
