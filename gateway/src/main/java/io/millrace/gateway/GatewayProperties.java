package io.millrace.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the gateway takes in and how long it waits.
 *
 * @param maxBody of one order; a stream of orders has no limit but {@code maxLine}
 * @param maxLine of one order in a stream; about so much memory a stream takes beside its lines in flight
 * @param bodyTimeout from a request's headers to the end of its body; frees what clients hold that send slowly or not at all
 * @param publishTimeout until the broker has acknowledged an order; then the client is told to come again
 * @param linesInFlight orders of one stream that wait for the broker; more of them hide more of its latency
 * @param idempotencyKeys keys remembered here with their orders, about 1 KB each; those forgotten cost a question to order-flow
 * @param idempotencyMemory how long a key is remembered here
 */
@ConfigurationProperties("millrace.gateway")
public record GatewayProperties(
        @DefaultValue("256KB") DataSize maxBody,
        @DefaultValue("256KB") DataSize maxLine,
        @DefaultValue("10s") Duration bodyTimeout,
        @DefaultValue("10s") Duration publishTimeout,
        @DefaultValue("512") int linesInFlight,
        @DefaultValue("20000") int idempotencyKeys,
        @DefaultValue("10m") Duration idempotencyMemory) {

    public GatewayProperties {
        size("max-body", maxBody);
        size("max-line", maxLine);
        positive("body-timeout", !bodyTimeout.isNegative() && !bodyTimeout.isZero());
        positive("publish-timeout", !publishTimeout.isNegative() && !publishTimeout.isZero());
        positive("lines-in-flight", linesInFlight > 0);
        positive("idempotency-keys", idempotencyKeys > 0);
        positive("idempotency-memory", !idempotencyMemory.isNegative() && !idempotencyMemory.isZero());
    }

    public int maxBodyBytes() {
        return (int) maxBody.toBytes();
    }

    public int maxLineBytes() {
        return (int) maxLine.toBytes();
    }

    private static void size(String key, DataSize size) {
        // A record larger than 1 MB would be refused by the broker, after we had read it.
        if (size.toBytes() < 1 || size.toBytes() > DataSize.ofMegabytes(1).toBytes()) {
            throw new IllegalArgumentException("millrace.gateway." + key + " must be from 1B to 1MB");
        }
    }

    private static void positive(String key, boolean positive) {
        if (!positive) {
            throw new IllegalArgumentException("millrace.gateway." + key + " must be more than 0");
        }
    }
}
