package io.millrace.pipeline;

import static io.millrace.testing.Events.event;
import static io.millrace.testing.Orders.anOrder;
import static java.util.Objects.requireNonNull;

import io.millrace.events.Event;
import io.millrace.events.OrderCreated;
import io.millrace.events.wire.EventCodec;
import io.millrace.events.wire.Records;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Deliveries of one partition, as a source would hand them over. */
final class Deliveries {

    private final EventCodec codec = new EventCodec("");
    private final PartitionLedger ledger = new PartitionLedger(1);
    private final List<Long> acknowledged = new ArrayList<>();
    private long next;

    Deliveries() {
        ledger.fetched(0);
    }

    /** An order by itself. */
    Delivery one() {
        return of(anOrder().placed());
    }

    Delivery of(OrderCreated order) {
        Event<?> event = event(order);
        return Delivery.readable(Records.received(codec.encode(event), 0, next), entry(), event, Span.getInvalid());
    }

    /** Several events of one order. */
    List<Delivery> ofOneKey(int count) {
        OrderCreated order = anOrder().placed();
        return Stream.generate(() -> of(order)).limit(count).toList();
    }

    List<Delivery> ofManyKeys(int count) {
        return Stream.generate(this::one).limit(count).toList();
    }

    Delivery unreadable(RuntimeException defect) {
        var record = Records.received(codec.encode(event(anOrder().placed())), 0, next);
        return Delivery.unreadable(record, entry(), defect, Span.getInvalid());
    }

    /** Offsets acknowledged so far. */
    List<Long> acknowledged() {
        return acknowledged;
    }

    private PartitionLedger.Entry entry() {
        long offset = next++;
        return requireNonNull(ledger.enter(offset, () -> acknowledged.add(offset)));
    }
}
