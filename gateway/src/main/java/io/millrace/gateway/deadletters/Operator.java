package io.millrace.gateway.deadletters;

import io.millrace.events.DeadLetterActed;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Who settles a dead letter, for the record: as they call themselves, else where they come from. A name, not a proof. */
final class Operator {

    static final String HEADER = "X-Operator";

    private static final String NOBODY = "unknown";

    private Operator() {}

    /** Printable ASCII of at most {@link DeadLetterActed#MAX_NAME} characters. */
    static String of(ServerHttpRequest request) {
        String given = request.getHeaders().getFirst(HEADER);
        String name = given == null ? "" : printable(given.strip());
        if (!name.isBlank()) {
            return name;
        }
        return address(request.getRemoteAddress());
    }

    private static String address(@Nullable InetSocketAddress remote) {
        return remote == null || remote.getAddress() == null
                ? NOBODY
                : printable(remote.getAddress().getHostAddress());
    }

    private static String printable(String text) {
        StringBuilder name = new StringBuilder();
        text.chars().limit(DeadLetterActed.MAX_NAME).forEach(c -> name.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return name.toString();
    }
}
