package io.millrace.gateway.live;

import io.millrace.events.OrderId;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.wire.FactJson;
import io.millrace.events.wire.Topic;
import org.jspecify.annotations.Nullable;

/** An order at one version, as all who watch it are told: read once, framed once, the bytes shared by everyone. */
final class OrderState {

    private final OrderId id;
    private final int version;
    private final boolean settled;
    private final byte[] json;
    private byte @Nullable [] event;

    private OrderState(OrderStatusChanged order, byte[] json) {
        this.id = order.orderId();
        this.version = order.version();
        this.settled = order.status().isSettled();
        this.json = json;
    }

    static OrderState of(OrderStatusChanged order) {
        return new OrderState(order, FactJson.write(order));
    }

    /**
     * @param json passed on as it is, so that members this instance does not know stay in it
     * @throws io.millrace.events.wire.Undecodable when the bytes are no order
     */
    static OrderState read(byte[] json) {
        var order = (OrderStatusChanged) FactJson.read(Topic.ORDERS_STATUS, json);
        return ServerSentEvents.isOneLine(json) ? new OrderState(order, json) : of(order);
    }

    OrderId id() {
        return id;
    }

    int version() {
        return version;
    }

    /** Whether no change will follow. */
    boolean settled() {
        return settled;
    }

    byte[] json() {
        return json;
    }

    /** The state as a server-sent event. Only on the hub's thread. */
    byte[] event() {
        byte[] framed = event;
        if (framed == null) {
            framed = ServerSentEvents.status(version, json);
            event = framed;
        }
        return framed;
    }
}
