package io.millrace.acceptance.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** One customer's connection in a closed loop: an order, its answer, the next order. Costs the machine under load next to nothing. */
public final class OrderLoop implements AutoCloseable {

    private final RawConnection connection;
    private final String head;

    public OrderLoop(InetSocketAddress gateway) throws IOException {
        connection = new RawConnection(gateway);
        head = "POST /orders HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: "
                .formatted(gateway.getHostString(), gateway.getPort());
    }

    public RawResponse place(String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        connection.write(head + body.length + "\r\n\r\n" + json);
        return connection.read();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
