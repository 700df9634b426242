package io.millrace.pipeline;

import io.millrace.events.Event;
import io.millrace.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record on its way through a pipeline, from its arrival until it is settled. In one place at a time, so its count needs no lock. */
final class Delivery {

    private final ConsumerRecord<byte[], byte[]> record;
    private final PartitionLedger.Entry entry;
    private final @Nullable Event<?> event;
    private final @Nullable RuntimeException defect;
    private final Span span;
    private int attempts;

    private Delivery(
            ConsumerRecord<byte[], byte[]> record,
            PartitionLedger.Entry entry,
            @Nullable Event<?> event,
            @Nullable RuntimeException defect,
            Span span) {
        this.record = record;
        this.entry = entry;
        this.event = event;
        this.defect = defect;
        this.span = span;
    }

    /** @param span of handling the event, which goes on from there */
    static Delivery readable(
            ConsumerRecord<byte[], byte[]> record, PartitionLedger.Entry entry, Event<?> event, Span span) {
        Event<?> here = span.isRecording() ? event.at(Tracing.following(span, event.context())) : event;
        return new Delivery(record, entry, here, null, span);
    }

    /** @param defect why it can never be handled */
    static Delivery unreadable(
            ConsumerRecord<byte[], byte[]> record, PartitionLedger.Entry entry, RuntimeException defect, Span span) {
        return new Delivery(record, entry, null, defect, span);
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

    /** What is told of it; ends when it is settled, or when it is left to others. */
    Span span() {
        return span;
    }

    void settle() {
        entry.settle();
        span.end();
    }

    /** It is not settled here any more. */
    void leave() {
        span.addEvent("left to whoever is assigned next");
        span.end();
    }
}
