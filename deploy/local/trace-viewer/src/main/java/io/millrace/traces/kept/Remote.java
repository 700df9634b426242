package io.millrace.traces.kept;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Optional;

/** Who was at the other end of a call or a record, as far as the span tells: a service, a kind of system, or an address. */
public final class Remote {

    private static final List<String> BEST_FIRST =
            List.of("peer.service", "messaging.system", "db.system.name", "db.system", "server.address");

    private Remote() {}

    public static Optional<String> of(Span span) {
        return switch (span.getKind()) {
            case SPAN_KIND_CLIENT, SPAN_KIND_PRODUCER, SPAN_KIND_CONSUMER ->
                BEST_FIRST.stream()
                        .flatMap(key -> attribute(span, key).stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<String> attribute(Span span, String key) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(KeyValue::getValue)
                .map(AnyValue::getStringValue)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
