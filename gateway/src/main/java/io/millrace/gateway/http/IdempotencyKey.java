package io.millrace.gateway.http;

import io.millrace.events.Uuids;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a caller names a request by, so that it can be sent again without being done again. Ids that follow from the caller and the key are the
 * same on every instance and for ever, with no table to remember them in.
 */
public record IdempotencyKey(Caller caller, String key) {

    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;

    /**
     * The key of a request; null when it has none.
     *
     * @throws ProblemException when there is one that cannot be used
     */
    public static @Nullable IdempotencyKey of(ServerWebExchange exchange) {
        List<String> given = exchange.getRequest().getHeaders().getOrEmpty(HEADER);
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1 || !VisibleAscii.isText(given.getFirst(), MAX_LENGTH)) {
            throw Problem.badRequest(HEADER, "must be given once, with 1 to 255 visible ASCII characters")
                    .exception();
        }
        return new IdempotencyKey(Caller.of(exchange), given.getFirst());
    }

    /** The id that follows from this key, for one kind of thing. */
    public UUID id(UUID namespace) {
        return Uuids.version5(namespace, name());
    }

    /** The same for one line of a body of many. A blank stands between, which no key has in it: no line is named as some other request is. */
    public UUID id(UUID namespace, long line) {
        return Uuids.version5(namespace, name() + ' ' + line);
    }

    private String name() {
        return caller.name() + '\n' + key;
    }
}
