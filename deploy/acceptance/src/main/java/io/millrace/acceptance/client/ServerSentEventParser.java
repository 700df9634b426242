package io.millrace.acceptance.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines become events at each blank line. Comments are left out. */
final class ServerSentEventParser {

    private @Nullable String event;
    private @Nullable String id;
    private @Nullable String data;
    private @Nullable String retry;

    Optional<ServerSentEvent> line(String line) {
        if (line.isEmpty()) {
            return dispatch();
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
        switch (field) {
            case "event" -> event = value;
            case "id" -> id = value;
            case "data" -> data = data == null ? value : data + "\n" + value;
            case "retry" -> retry = value;
            case "" -> {}
            default -> throw new AssertionError("no field of a server-sent event: " + line);
        }
        return Optional.empty();
    }

    private Optional<ServerSentEvent> dispatch() {
        ServerSentEvent dispatched = new ServerSentEvent(event, id, data, retry);
        event = null;
        id = null;
        data = null;
        retry = null;
        return Optional.of(dispatched).filter(some -> !some.equals(new ServerSentEvent(null, null, null, null)));
    }
}
