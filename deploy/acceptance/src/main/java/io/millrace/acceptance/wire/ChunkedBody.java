package io.millrace.acceptance.wire;

import java.io.IOException;
import java.io.InputStream;

/** Chunk after chunk, up to the empty one. */
final class ChunkedBody extends InputStream {

    private final InputStream in;
    private InputStream chunk = InputStream.nullInputStream();
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Never waits for a second chunk when one has given something: a streamed answer is seen as it comes. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!ended) {
            int count = chunk.read(buffer, offset, length);
            if (count >= 0) {
                return count;
            }
            nextChunk();
        }
        return -1;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            HttpLine.read(in);
        }
        first = false;
        long size = Long.parseLong(HttpLine.read(in).split(";", 2)[0].trim(), 16);
        chunk = new SizedBody(in, size);
        if (size == 0) {
            HttpLine.read(in);
            ended = true;
        }
    }
}
