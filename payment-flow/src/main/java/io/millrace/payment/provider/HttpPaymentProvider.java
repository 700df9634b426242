package io.millrace.payment.provider;

import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Step;
import io.millrace.tracing.Causes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.io.ByteArrayOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** One HTTP call for each step. Knows no retry and no time limit: those belong to its guard. */
final class HttpPaymentProvider implements PaymentProvider {

    /** An answer takes some 150 bytes. Whatever sends more than this is not the provider, and is not read to its end. */
    private static final int MAX_ANSWER_BYTES = 16 * 1024;

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final HttpClient http;

    HttpPaymentProvider(HttpClient http) {
        this.http = http.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON));
    }

    @Override
    public Mono<Answer> answer(Step.Call call) {
        return Mono.deferContextual(context -> {
            var span = CallSpan.of(Causes.in(context), path(call), http.configuration());
            return span.ending(ask(call, span));
        });
    }

    private Mono<Answer> ask(Step.Call call, CallSpan span) {
        return http.headers(headers -> span.sendAlong(headers.set(IDEMPOTENCY_KEY, call.idempotencyKey())))
                .post()
                .uri(path(call))
                .send(Mono.fromSupplier(() -> body(call)))
                .response((response, body) -> {
                    span.answered(response.status().code());
                    return read(call, response, body);
                })
                .single();
    }

    private static String path(Step.Call call) {
        return switch (call) {
            case Step.Authorize authorize -> "/authorizations";
            case Step.Capture capture -> "/captures";
            case Step.Void voiding -> "/voids";
        };
    }

    private static ByteBuf body(Step.Call call) {
        return Unpooled.wrappedBuffer(ProviderJson.write(call));
    }

    private static Flux<Answer> read(Step.Call call, HttpClientResponse response, ByteBufFlux body) {
        int status = response.status().code();
        return bounded(body)
                .map(bytes -> {
                    if (status != 200 && status != 201) {
                        throw ProviderError.of(call, status);
                    }
                    return ProviderJson.read(call, bytes);
                })
                .flux();
    }

    /** Read to its end also when it is an error, so that the connection can serve the next call. */
    private static Mono<byte[]> bounded(ByteBufFlux body) {
        return body.asByteArray()
                .collect(ByteArrayOutputStream::new, HttpPaymentProvider::append)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static void append(ByteArrayOutputStream bytes, byte[] more) {
        if (bytes.size() + more.length > MAX_ANSWER_BYTES) {
            throw new ProviderError("the payment provider's answer is longer than " + MAX_ANSWER_BYTES + " bytes");
        }
        bytes.writeBytes(more);
    }
}
