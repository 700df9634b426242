package io.millrace.events.wire;

import static io.millrace.events.wire.JsonReader.required;

import io.millrace.events.CancellationReason;
import io.millrace.events.DeadLetterActed;
import io.millrace.events.Fact;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderLine;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.OrderStatusRequested;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.Sku;
import io.millrace.events.StockAdjusted;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** The JSON of each fact, written and read by hand: what stands on the wire stands here, and no annotation can change it by accident. */
public final class FactJson {

    private static final JsonFactory JSON = new JsonFactory();

    /** Holds an order of three lines without growing. */
    private static final int USUAL_SIZE = 512;

    private FactJson() {}

    /** The fact as one line of JSON in UTF-8. */
    public static byte[] write(Fact fact) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(USUAL_SIZE);
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            switch (fact) {
                case OrderCreated created -> write(json, created);
                case OrderCancellationRequested request -> {
                    json.writeStringProperty("orderId", request.subject());
                    json.writeStringProperty("reason", request.reason().name());
                }
                case StockAdjusted adjusted -> {
                    json.writeStringProperty("sku", adjusted.subject());
                    json.writeNumberProperty("delta", adjusted.delta());
                    json.writeStringProperty("reason", adjusted.reason());
                }
                case PaymentCompleted payment -> {
                    json.writeStringProperty("orderId", payment.subject());
                    writeOutcome(json, "approved", payment.approved(), payment.reason());
                }
                case InventoryReserved inventory -> {
                    json.writeStringProperty("orderId", inventory.subject());
                    writeOutcome(json, "reserved", inventory.reserved(), inventory.reason());
                }
                case OrderStatusChanged status -> write(json, status);
                case OrderStatusRequested request -> {
                    json.writeStringProperty("orderId", request.subject());
                    json.writeStringProperty("by", request.by());
                    json.writeStringProperty("heldSince", request.heldSince().toString());
                }
                case OrderAbandoned abandoned -> {
                    json.writeStringProperty("orderId", abandoned.subject());
                    json.writeStringProperty("reason", abandoned.reason().name());
                }
                case DeadLetterActed acted -> DeadLetterJson.write(json, acted);
            }
            json.writeEndObject();
            json.flush();
            return out.toByteArray();
        }
    }

    /**
     * Reads the value of a record.
     *
     * @throws Undecodable when the bytes are not this fact
     * @throws io.millrace.events.InvalidFact when they are, but break a rule of it
     */
    public static Fact read(Topic topic, byte[] json) {
        return switch (topic) {
            case ORDERS_CREATED -> JsonReader.read(json, FactJson::orderCreated);
            case ORDERS_CANCELLATION_REQUESTED ->
                JsonReader.read(json, in -> withReason(in, OrderCancellationRequested::new));
            case INVENTORY_ADJUSTED -> JsonReader.read(json, FactJson::stockAdjusted);
            case PAYMENTS_COMPLETED -> {
                Outcome outcome = JsonReader.read(json, in -> outcome(in, "approved"));
                yield new PaymentCompleted(required("orderId", outcome.orderId()), outcome.good(), outcome.reason());
            }
            case INVENTORY_RESERVED -> {
                Outcome outcome = JsonReader.read(json, in -> outcome(in, "reserved"));
                yield new InventoryReserved(required("orderId", outcome.orderId()), outcome.good(), outcome.reason());
            }
            case ORDERS_STATUS -> JsonReader.read(json, FactJson::statusChanged);
            case ORDERS_STATUS_REQUESTED -> JsonReader.read(json, FactJson::statusRequested);
            case ORDERS_ABANDONED -> JsonReader.read(json, in -> withReason(in, OrderAbandoned::new));
            case DEAD_LETTERS_ACTED -> JsonReader.read(json, DeadLetterJson::read);
        };
    }

    /** An order's lines as a JSON array, as they stand in events; for a column that keeps them. */
    public static byte[] writeItems(List<OrderLine> items) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(USUAL_SIZE);
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            writeLines(json, items);
            json.flush();
            return out.toByteArray();
        }
    }

    /**
     * Reads back what {@link #writeItems} wrote.
     *
     * @throws Undecodable when {@code json} is not an array of order lines
     */
    public static List<OrderLine> readItems(byte[] json) {
        return JsonReader.readArray(json, FactJson::line);
    }

    private static void write(JsonGenerator json, OrderCreated created) {
        json.writeStringProperty("orderId", created.subject());
        json.writeStringProperty("customerId", created.customerId());
        json.writeStringProperty("currency", created.currency());
        json.writeName("items");
        writeLines(json, created.items());
        json.writeNumberProperty("totalCents", created.totalCents());
        json.writeStringProperty("placedAt", Times.format(created.placedAt()));
    }

    private static void write(JsonGenerator json, OrderStatusChanged order) {
        json.writeStringProperty("orderId", order.subject());
        json.writeStringProperty("customerId", order.customerId());
        json.writeStringProperty("currency", order.currency());
        json.writeNumberProperty("totalCents", order.totalCents());
        json.writeName("items");
        writeLines(json, order.items());
        json.writeStringProperty("status", order.status().name());
        writeReason(json, order.reason());
        json.writeName("payment");
        OrderStatusChanged.Payment payment = order.payment();
        writeAnswer(
                json,
                "approved",
                payment == null ? null : payment.approved(),
                payment == null ? null : payment.reason());
        json.writeName("inventory");
        OrderStatusChanged.Inventory inventory = order.inventory();
        writeAnswer(
                json,
                "reserved",
                inventory == null ? null : inventory.reserved(),
                inventory == null ? null : inventory.reason());
        json.writeNumberProperty("version", order.version());
        json.writeStringProperty("correlationId", order.correlationId());
        json.writeStringProperty("traceId", order.traceId());
        json.writeStringProperty("placedAt", Times.format(order.placedAt()));
        json.writeStringProperty("updatedAt", Times.format(order.updatedAt()));
        Instant settledAt = order.settledAt();
        json.writeStringProperty("settledAt", settledAt == null ? null : Times.format(settledAt));
        json.writeArrayPropertyStart("timeline");
        for (OrderStatusChanged.Step step : order.timeline()) {
            json.writeStartObject();
            json.writeStringProperty("status", step.status().name());
            json.writeStringProperty("at", Times.format(step.at()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeLines(JsonGenerator json, List<OrderLine> items) {
        json.writeStartArray();
        for (OrderLine item : items) {
            json.writeStartObject();
            json.writeStringProperty("sku", item.sku().value());
            json.writeNumberProperty("quantity", item.quantity());
            json.writeNumberProperty("unitPriceCents", item.unitPriceCents());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeAnswer(
            JsonGenerator json, String name, @Nullable Boolean good, @Nullable CancellationReason reason) {
        if (good == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        writeOutcome(json, name, good, reason);
        json.writeEndObject();
    }

    private static void writeOutcome(
            JsonGenerator json, String name, boolean good, @Nullable CancellationReason reason) {
        json.writeBooleanProperty(name, good);
        writeReason(json, reason);
    }

    private static void writeReason(JsonGenerator json, @Nullable CancellationReason reason) {
        json.writeStringProperty("reason", reason == null ? null : reason.name());
    }

    private static OrderCreated orderCreated(JsonReader in) {
        OrderId orderId = null;
        String customerId = null;
        String currency = null;
        List<OrderLine> items = null;
        Long totalCents = null;
        Instant placedAt = null;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "orderId" -> orderId = in.orderId();
                case "customerId" -> customerId = in.string();
                case "currency" -> currency = in.string();
                case "items" -> items = in.array(FactJson::line);
                case "totalCents" -> totalCents = in.integer();
                case "placedAt" -> placedAt = in.instant();
                default -> in.skip();
            }
        }
        return new OrderCreated(
                required("orderId", orderId),
                required("customerId", customerId),
                required("currency", currency),
                required("items", items),
                required("totalCents", totalCents),
                required("placedAt", placedAt));
    }

    private static OrderLine line(JsonReader in) {
        String sku = null;
        Integer quantity = null;
        Long unitPriceCents = null;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "sku" -> sku = in.string();
                case "quantity" -> quantity = in.int32();
                case "unitPriceCents" -> unitPriceCents = in.integer();
                default -> in.skip();
            }
        }
        return new OrderLine(
                new Sku(required("sku", sku)),
                required("quantity", quantity),
                required("unitPriceCents", unitPriceCents));
    }

    /** What {@code orders.cancellation-requested} and {@code orders.abandoned} have in common. */
    private static <F extends Fact> F withReason(JsonReader in, BiFunction<OrderId, CancellationReason, F> make) {
        OrderId orderId = null;
        CancellationReason reason = null;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "orderId" -> orderId = in.orderId();
                case "reason" -> reason = in.constant(CancellationReason.class);
                default -> in.skip();
            }
        }
        return make.apply(required("orderId", orderId), required("reason", reason));
    }

    private static OrderStatusRequested statusRequested(JsonReader in) {
        OrderId orderId = null;
        String by = null;
        Instant heldSince = null;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "orderId" -> orderId = in.orderId();
                case "by" -> by = in.string();
                case "heldSince" -> heldSince = in.instant();
                default -> in.skip();
            }
        }
        return new OrderStatusRequested(
                required("orderId", orderId), required("by", by), required("heldSince", heldSince));
    }

    private static StockAdjusted stockAdjusted(JsonReader in) {
        String sku = null;
        Long delta = null;
        String reason = null;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "sku" -> sku = in.string();
                case "delta" -> delta = in.integer();
                case "reason" -> reason = in.string();
                default -> in.skip();
            }
        }
        return new StockAdjusted(new Sku(required("sku", sku)), required("delta", delta), required("reason", reason));
    }

    /** What {@code payments.completed}, {@code inventory.reserved} and their parts of an order have in common. */
    private record Outcome(
            @Nullable OrderId orderId,
            boolean good,
            @Nullable CancellationReason reason) {}

    private static Outcome outcome(JsonReader in, String flag) {
        OrderId orderId = null;
        Boolean good = null;
        CancellationReason reason = null;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            if (name.equals(flag)) {
                good = in.bool();
            } else if (name.equals("orderId")) {
                orderId = in.orderId();
            } else if (name.equals("reason")) {
                reason = in.constant(CancellationReason.class);
            } else {
                in.skip();
            }
        }
        return new Outcome(orderId, required(flag, good), reason);
    }

    private static <T> @Nullable T answer(
            JsonReader in, String flag, BiFunction<Boolean, @Nullable CancellationReason, T> make) {
        Outcome outcome = in.optionalObject(nested -> outcome(nested, flag));
        return outcome == null ? null : make.apply(outcome.good(), outcome.reason());
    }

    private static OrderStatusChanged.Step step(JsonReader in) {
        OrderStatus status = null;
        Instant at = null;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "status" -> status = in.constant(OrderStatus.class);
                case "at" -> at = in.instant();
                default -> in.skip();
            }
        }
        return new OrderStatusChanged.Step(required("status", status), required("at", at));
    }

    private static OrderStatusChanged statusChanged(JsonReader in) {
        OrderId orderId = null;
        String customerId = null;
        String currency = null;
        Long totalCents = null;
        List<OrderLine> items = null;
        OrderStatus status = null;
        CancellationReason reason = null;
        OrderStatusChanged.Payment payment = null;
        OrderStatusChanged.Inventory inventory = null;
        Integer version = null;
        String correlationId = null;
        String traceId = null;
        Instant placedAt = null;
        Instant updatedAt = null;
        Instant settledAt = null;
        List<OrderStatusChanged.Step> timeline = null;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "orderId" -> orderId = in.orderId();
                case "customerId" -> customerId = in.string();
                case "currency" -> currency = in.string();
                case "totalCents" -> totalCents = in.integer();
                case "items" -> items = in.array(FactJson::line);
                case "status" -> status = in.constant(OrderStatus.class);
                case "reason" -> reason = in.constant(CancellationReason.class);
                case "payment" -> payment = answer(in, "approved", OrderStatusChanged.Payment::new);
                case "inventory" -> inventory = answer(in, "reserved", OrderStatusChanged.Inventory::new);
                case "version" -> version = in.int32();
                case "correlationId" -> correlationId = in.string();
                case "traceId" -> traceId = in.string();
                case "placedAt" -> placedAt = in.instant();
                case "updatedAt" -> updatedAt = in.instant();
                case "settledAt" -> settledAt = in.instant();
                case "timeline" -> timeline = in.array(FactJson::step);
                default -> in.skip();
            }
        }
        return new OrderStatusChanged(
                required("orderId", orderId),
                required("customerId", customerId),
                required("currency", currency),
                required("totalCents", totalCents),
                required("items", items),
                required("status", status),
                reason,
                payment,
                inventory,
                required("version", version),
                required("correlationId", correlationId),
                traceId,
                required("placedAt", placedAt),
                required("updatedAt", updatedAt),
                settledAt,
                required("timeline", timeline));
    }
}
