package io.millrace.bench.load;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Orders of one piece each, one after the other, by a thousand customers. For several threads. */
public final class OrderRequests {

    private static final int CUSTOMERS = 1_000;

    private final int skus;
    private final OptionalDouble sampled;
    private final AtomicLong written = new AtomicLong();

    private OrderRequests(int skus, OptionalDouble sampled) {
        this.skus = skus;
        this.sampled = sampled;
    }

    /** Of as many articles, which take turns. */
    public static OrderRequests of(int skus) {
        return new OrderRequests(skus, OptionalDouble.empty());
    }

    /** Each with a {@code traceparent}, which says of that share of them that they are to be traced, and of the others that they are not. */
    public OrderRequests sampled(double share) {
        return new OrderRequests(skus, OptionalDouble.of(share));
    }

    /** The next order's JSON, in ASCII and without a line end; some 105 bytes. */
    public String json() {
        long number = written.getAndIncrement();
        return "{\"customerId\":\"c-" + number % CUSTOMERS + "\",\"currency\":\"EUR\",\"items\":[{\"sku\":\"SKU-"
                + (1 + number % skus) + "\",\"quantity\":1,\"unitPriceCents\":1299}]}";
    }

    /** The next orders, as whole requests. */
    public Supplier<byte[]> posts(InetSocketAddress target) {
        return () -> post(target);
    }

    /** The next order as a whole request. */
    byte[] post(InetSocketAddress target) {
        String json = json();
        return ("POST /orders HTTP/1.1\r\nHost: " + target.getHostString() + ":" + target.getPort() + "\r\n"
                        + traceparent() + "Content-Type: application/json\r\nContent-Length: " + json.length()
                        + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private String traceparent() {
        if (sampled.isEmpty()) {
            return "";
        }
        var random = ThreadLocalRandom.current();
        // Neither may be all zeros.
        return String.format(
                "traceparent: 00-%016x%016x-%016x-%s\r\n",
                random.nextLong(),
                random.nextLong() | 1,
                random.nextLong() | 1,
                random.nextDouble() < sampled.getAsDouble() ? "01" : "00");
    }
}
