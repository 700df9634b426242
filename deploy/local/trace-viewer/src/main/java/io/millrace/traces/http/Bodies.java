package io.millrace.traces.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Reads request bodies, each within a limit, all that are being read within another. Used by one event loop only. */
public final class Bodies {

    private final int limit;
    private final int limitOfAll;
    private final Duration patience;
    private int held;

    /**
     * @param limit in bytes; a longer body is a 413
     * @param limitOfAll in bytes, of all bodies that are being read at a time; when they are more it is a 503, and exporters try again
     * @param patience a body that is not there by then is a 408
     */
    public Bodies(int limit, int limitOfAll, Duration patience) {
        this.limit = limit;
        this.limitOfAll = limitOfAll;
        this.patience = patience;
    }

    public int limit() {
        return limit;
    }

    public Mono<byte[]> read(HttpServerRequest request) {
        return Mono.using(
                () -> new Body(declaredLength(request)),
                body -> request.receive()
                        .asByteArray()
                        .doOnNext(body::add)
                        .then(Mono.fromSupplier(body::bytes))
                        .timeout(patience)
                        .onErrorMap(TimeoutException.class, late -> new Refusal(408, "the body did not come in time")),
                Body::release);
    }

    private static long declaredLength(HttpServerRequest request) {
        String text = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        return text == null ? 0 : Long.parseLong(text);
    }

    private final class Body {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        Body(long declaredLength) {
            refuseBeyondLimit(declaredLength);
        }

        void add(byte[] piece) {
            refuseBeyondLimit(content.size() + (long) piece.length);
            if (held + piece.length > limitOfAll) {
                throw new Refusal(503, "too much is being taken in at the moment");
            }
            held += piece.length;
            content.writeBytes(piece);
        }

        byte[] bytes() {
            return content.toByteArray();
        }

        void release() {
            held -= content.size();
        }

        private void refuseBeyondLimit(long length) {
            if (length > limit) {
                throw new Refusal(413, "a body has at most %d bytes".formatted(limit));
            }
        }
    }
}
