package io.millrace.tracing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.millrace.events.TraceContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The trace that a record's headers name, for records that are not read as events. */
final class RecordContext {

    private static final String TRACEPARENT = "traceparent";
    private static final int LENGTH = 55;
    private static final int FLAGS = 54;

    private RecordContext() {}

    static @Nullable TraceContext of(ConsumerRecord<?, ?> record) {
        return of(record.headers());
    }

    /** Null when there is none, or none that is sampled; most records end here, with no text made of their header. */
    static @Nullable TraceContext of(Headers headers) {
        Header header = headers.lastHeader(TRACEPARENT);
        byte[] value = header == null ? null : header.value();
        if (value == null || value.length != LENGTH || (Character.digit(value[FLAGS], 16) & 1) == 0) {
            return null;
        }
        String text = new String(value, ISO_8859_1);
        return TraceContext.isTraceparent(text) ? new TraceContext("", text, null) : null;
    }

    static void put(Headers headers, String traceparent) {
        headers.remove(TRACEPARENT).add(TRACEPARENT, traceparent.getBytes(ISO_8859_1));
    }
}
