package io.millrace.acceptance.wire;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One connection, on which anything may be written. Writing and reading may be done by two threads. */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    public RawConnection(InetSocketAddress address) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(address, PATIENCE_MILLIS);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One chunk of a body whose {@code Transfer-Encoding} is {@code chunked}. */
    public void writeChunk(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(bytes, 0, chunk, size.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        out.write(chunk);
    }

    public void writeLastChunk() throws IOException {
        write("0\r\n\r\n");
    }

    /** Says that nothing more will come, as a client does that dies within a request. */
    public void hangUp() throws IOException {
        socket.shutdownOutput();
    }

    public RawResponse read() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int status = readHead(headers);
        return new RawResponse(status, headers, new String(body(headers).readAllBytes(), StandardCharsets.UTF_8));
    }

    /** For answers that are read while the request is still being written. */
    public BufferedReader readLines(int expectedStatus) throws IOException {
        Map<String, String> headers = new HashMap<>();
        int status = readHead(headers);
        BufferedReader lines = new BufferedReader(new InputStreamReader(body(headers), StandardCharsets.UTF_8));
        if (status != expectedStatus) {
            throw new AssertionError("answered " + status + ": " + lines.readLine());
        }
        return lines;
    }

    private int readHead(Map<String, String> headers) throws IOException {
        String statusLine = line();
        if (!statusLine.matches("HTTP/\\d\\.\\d \\d{3}( .*)?")) {
            throw new AssertionError("not a status line: " + statusLine);
        }
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        return Integer.parseInt(statusLine.substring(9, 12));
    }

    private InputStream body(Map<String, String> headers) {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return new ChunkedBody(in);
        }
        String length = headers.get("content-length");
        return length == null ? in : new SizedBody(in, Long.parseLong(length));
    }

    private String line() throws IOException {
        return HttpLine.read(in);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
