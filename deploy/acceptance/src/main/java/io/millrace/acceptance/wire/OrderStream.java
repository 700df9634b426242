package io.millrace.acceptance.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /orders} as NDJSON: lines go in while their answers come out. One thread may send and another read. */
public final class OrderStream implements AutoCloseable {

    private final RawConnection connection;
    private @Nullable BufferedReader answers;

    public OrderStream(InetSocketAddress gateway) throws IOException {
        connection = new RawConnection(gateway);
        connection.write("""
                POST /orders HTTP/1.1\r
                Host: %s:%d\r
                Content-Type: application/x-ndjson\r
                Accept: application/x-ndjson\r
                Transfer-Encoding: chunked\r
                \r
                """.formatted(gateway.getHostString(), gateway.getPort()));
    }

    /** One or more lines, each with its line end. */
    public void send(String lines) throws IOException {
        connection.writeChunk(lines);
    }

    public void end() throws IOException {
        connection.writeLastChunk();
    }

    /** The answer to the next line; fails when there is none. */
    public JsonNode next() throws IOException {
        String line = lines().readLine();
        if (line == null) {
            throw new AssertionError("the answer ended too soon");
        }
        return JsonMapper.shared().readTree(line);
    }

    public boolean isAtEnd() throws IOException {
        return lines().readLine() == null;
    }

    private BufferedReader lines() throws IOException {
        BufferedReader opened = answers == null ? connection.readLines(200) : answers;
        answers = opened;
        return opened;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
