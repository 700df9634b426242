package io.millrace.pipeline;

import io.millrace.events.Event;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record on its way through a pipeline, from its arrival until it is settled. In one place at a time, so its count needs no lock. */
final class Delivery {

    private final ConsumerRecord<byte[], byte[]> record;
    private final PartitionLedger.Entry entry;
    private final @Nullable Event<?> event;
    private final @Nullable RuntimeException defect;
    private int attempts;

    private Delivery(
            ConsumerRecord<byte[], byte[]> record,
            PartitionLedger.Entry entry,
            @Nullable Event<?> event,
            @Nullable RuntimeException defect) {
        this.record = record;
        this.entry = entry;
        this.event = event;
        this.defect = defect;
    }

    static Delivery readable(ConsumerRecord<byte[], byte[]> record, PartitionLedger.Entry entry, Event<?> event) {
        return new Delivery(record, entry, event, null);
    }

    /** @param defect why it can never be handled */
    static Delivery unreadable(
            ConsumerRecord<byte[], byte[]> record, PartitionLedger.Entry entry, RuntimeException defect) {
        return new Delivery(record, entry, null, defect);
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** What it must keep the order of. An unreadable record has no subject to wait for, nor to hold up. */
    Object lane() {
        return event == null ? this : event.fact().subject();
    }

    Event<?> event() {
        return Objects.requireNonNull(event, "an unreadable record has no event");
    }

    @Nullable
    RuntimeException defect() {
        return defect;
    }

    /** How often it was handed to the handler by itself and failed. */
    int attempts() {
        return attempts;
    }

    void failedOnceMore() {
        attempts++;
    }

    void settle() {
        entry.settle();
    }
}
