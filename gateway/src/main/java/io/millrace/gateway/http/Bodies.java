package io.millrace.gateway.http;

import io.millrace.gateway.GatewayProperties;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Collects bodies that are small by nature, within a limit of bytes and of time. */
@Component
public final class Bodies {

    private static final byte[] NOTHING = new byte[0];

    private final GatewayProperties limits;

    Bodies(GatewayProperties limits) {
        this.limits = limits;
    }

    /** The whole body, empty if there is none. Errors: 413 as soon as it is known to be too long, 408 when it does not come. */
    public Mono<byte[]> collect(ServerHttpRequest request) {
        int max = limits.maxBodyBytes();
        // A body that announces itself as too long is not begun to be read; a client that waits for "100 Continue" need
        // not send it.
        if (announced(request) > max) {
            return Mono.error(Problem.contentTooLarge(max).exception());
        }
        return DataBufferUtils.join(request.getBody(), max)
                .map(Bodies::bytes)
                .defaultIfEmpty(NOTHING)
                .timeout(limits.bodyTimeout())
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooLarge -> Problem.contentTooLarge(max).exception())
                .onErrorMap(
                        TimeoutException.class,
                        tooSlow -> Problem.requestTimeout("The body did not come within "
                                        + limits.bodyTimeout().toSeconds() + " s.")
                                .exception());
    }

    private static long announced(ServerHttpRequest request) {
        String length = request.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : request.getHeaders().getContentLength();
    }

    private static byte[] bytes(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
