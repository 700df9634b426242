package io.millrace.tracing;

import static io.opentelemetry.api.trace.SpanKind.CONSUMER;
import static io.opentelemetry.api.trace.SpanKind.PRODUCER;

import io.millrace.events.Event;
import io.millrace.events.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The spans of records, after OpenTelemetry's conventions for messaging. All of them are the caller's to end. */
public final class RecordSpans {

    public static final RecordSpans NONE = new RecordSpans(Tracing.NONE);

    private final Tracing tracing;

    public RecordSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** A group handles a record, from its arrival until it is settled: under the span that sent it. */
    public Span processing(ConsumerRecord<byte[], byte[]> record, Event<?> event, String group) {
        SpanBuilder span = processing(record, event.context());
        if (span == null) {
            return Span.getInvalid();
        }
        span.setAttribute(Semconv.MESSAGING_GROUP, group).setAttribute(Semconv.MESSAGING_ID, event.id());
        FactAttributes.describe(span, event.fact());
        return span.startSpan();
    }

    /**
     * As {@link #processing}, of a record that is not read as an event.
     *
     * @param group null when whoever reads it belongs to none
     */
    public Span processingUnread(ConsumerRecord<byte[], byte[]> record, @Nullable String group) {
        TraceContext context = RecordContext.of(record);
        SpanBuilder span = context == null ? null : processing(record, context);
        if (span == null) {
            return Span.getInvalid();
        }
        if (group != null) {
            span.setAttribute(Semconv.MESSAGING_GROUP, group);
        }
        return span.startSpan();
    }

    private @Nullable SpanBuilder processing(ConsumerRecord<byte[], byte[]> record, TraceContext context) {
        SpanBuilder span =
                context.isSampled() ? tracing.under(Tracing.spanContext(context), "process " + record.topic()) : null;
        return span == null
                ? null
                : span.setSpanKind(CONSUMER)
                        .setAttribute(Semconv.MESSAGING_SYSTEM, "kafka")
                        .setAttribute(Semconv.MESSAGING_OPERATION_NAME, "process")
                        .setAttribute(Semconv.MESSAGING_OPERATION_TYPE, "process")
                        .setAttribute(Semconv.MESSAGING_DESTINATION, record.topic())
                        .setAttribute(Semconv.MESSAGING_PARTITION, Integer.toString(record.partition()))
                        .setAttribute(Semconv.MESSAGING_OFFSET, record.offset());
    }

    /** An event goes to the log, until the broker has answered. The record carries {@link Tracing#following} this. */
    public Span sending(Event<?> event, String topic) {
        SpanBuilder span = sending(event.context(), topic);
        if (span == null) {
            return Span.getInvalid();
        }
        span.setAttribute(Semconv.MESSAGING_ID, event.id());
        FactAttributes.describe(span, event.fact());
        return span.startSpan();
    }

    /** A record that cannot be handled goes to its dead-letter topic, under the span of handling it; it carries the new span then. */
    public Span parking(ProducerRecord<byte[], byte[]> letter, Span processing, String reason) {
        if (!processing.isRecording()) {
            return Span.getInvalid();
        }
        SpanBuilder span = sending(processing.getSpanContext(), letter.topic());
        return carried(letter, span == null ? null : span.setAttribute(Semconv.REASON, reason));
    }

    /**
     * A dead letter goes back to its topic and goes on in the trace that it was parked in; the record carries the new span then.
     *
     * @param wishes what led to it, which belongs to an operator's trace; linked, not followed
     */
    public Span replaying(ProducerRecord<byte[], byte[]> replay, Causes wishes) {
        TraceContext parkedIn = RecordContext.of(replay.headers());
        SpanBuilder span = parkedIn == null ? null : sending(parkedIn, replay.topic());
        if (span != null) {
            span.setAttribute(Semconv.REASON, "replay");
            wishes.linkTo(span);
        }
        return carried(replay, span);
    }

    private static Span carried(ProducerRecord<byte[], byte[]> record, @Nullable SpanBuilder builder) {
        if (builder == null) {
            return Span.getInvalid();
        }
        Span span = builder.startSpan();
        RecordContext.put(record.headers(), Tracing.traceparent(span.getSpanContext()));
        return span;
    }

    private @Nullable SpanBuilder sending(TraceContext context, String topic) {
        return context.isSampled() ? sending(Tracing.spanContext(context), topic) : null;
    }

    private @Nullable SpanBuilder sending(SpanContext parent, String topic) {
        SpanBuilder span = tracing.under(parent, "send " + topic);
        return span == null
                ? null
                : span.setSpanKind(PRODUCER)
                        .setAttribute(Semconv.MESSAGING_SYSTEM, "kafka")
                        .setAttribute(Semconv.MESSAGING_OPERATION_NAME, "send")
                        .setAttribute(Semconv.MESSAGING_OPERATION_TYPE, "send")
                        .setAttribute(Semconv.MESSAGING_DESTINATION, topic);
    }

    /** Ends the span of sending with the broker's answer. */
    public static void sent(Span span, @Nullable RecordMetadata stored, @Nullable Throwable error) {
        if (error != null) {
            Tracing.failed(span, error);
        } else if (stored != null && stored.hasOffset()) {
            span.setAttribute(Semconv.MESSAGING_PARTITION, Integer.toString(stored.partition()));
            span.setAttribute(Semconv.MESSAGING_OFFSET, stored.offset());
        }
        span.end();
    }
}
