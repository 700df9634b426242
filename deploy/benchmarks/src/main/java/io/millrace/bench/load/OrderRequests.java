package io.millrace.bench.load;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Orders of one piece each, one after the other, by a thousand customers. For several threads. */
public final class OrderRequests {

    private static final int CUSTOMERS = 1_000;

    private final int skus;
    private final AtomicLong written = new AtomicLong();

    private OrderRequests(int skus) {
        this.skus = skus;
    }

    /** Of as many articles, which take turns. */
    public static OrderRequests of(int skus) {
        return new OrderRequests(skus);
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
        return ("POST /orders HTTP/1.1\r\nHost: " + target.getHostString() + ":" + target.getPort()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
