package io.millrace.acceptance.client;

import org.jspecify.annotations.Nullable;

/** One event as the wire had it. */
public record ServerSentEvent(
        @Nullable String event,
        @Nullable String id,
        @Nullable String data,
        @Nullable String retry) {

    public OrderView order() {
        if (data == null) {
            throw new AssertionError("no data in " + this);
        }
        return OrderView.read(data);
    }

    boolean isStatus() {
        return "status".equals(event);
    }
}
