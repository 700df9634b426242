package io.millrace.testing;

import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.Rules;
import io.millrace.events.Sku;
import io.millrace.events.Uuids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes orders: {@code anOrder().of(3, "SKU-RARE").at(1299).placed()}. Each has an id of its own unless told otherwise. */
public final class Orders {

    /** The moment at which these orders are placed, unless told otherwise. */
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private OrderId id = new OrderId(Uuids.version7(NOON.toEpochMilli()));
    private String customer = "c-1";
    private String currency = "EUR";
    private Instant placedAt = NOON;
    private final List<OrderLine> items = new ArrayList<>();

    private Orders() {}

    public static Orders anOrder() {
        return new Orders();
    }

    public Orders withId(String uuid) {
        id = OrderId.parse(uuid);
        return this;
    }

    public Orders by(String customerId) {
        customer = customerId;
        return this;
    }

    public Orders in(String currencyCode) {
        currency = currencyCode;
        return this;
    }

    public Orders placedAt(Instant time) {
        placedAt = time;
        return this;
    }

    /** Adds a line of pieces that cost 12.99 each; see {@link #at}. */
    public Orders of(int quantity, String sku) {
        items.add(new OrderLine(new Sku(sku), quantity, 1299));
        return this;
    }

    /** The price of a piece of the latest line. */
    public Orders at(long unitPriceCents) {
        OrderLine latest = items.removeLast();
        items.add(new OrderLine(latest.sku(), latest.quantity(), unitPriceCents));
        return this;
    }

    /** The fact that it was placed: of one piece of SKU-1 when nothing was said. */
    public OrderCreated placed() {
        if (items.isEmpty()) {
            of(1, "SKU-1");
        }
        return new OrderCreated(id, customer, currency, items, Rules.totalCents(items), placedAt);
    }
}
