package io.millrace.acceptance.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** As many bytes as {@code Content-Length} said. */
final class SizedBody extends InputStream {

    private final InputStream in;
    private long left;

    SizedBody(InputStream in, long length) {
        this.in = in;
        left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the server hung up " + left + " bytes before the end of its answer");
        }
        left -= count;
        return count;
    }
}
