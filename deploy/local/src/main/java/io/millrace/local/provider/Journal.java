package io.millrace.local.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Every effect ever had, and how many calls came in, in a file mapped into memory. Writing to it is writing to memory, so it may happen on
 * an event loop, and yet what was written is the operating system's from that moment on: {@code kill -9} loses none of it.
 */
final class Journal {

    /** @param request what else the call said, in short: the same key must come with the same request */
    record Entry(Effect effect, int request, Fingerprint key, Fingerprint order) {}

    /** Takes in what the file holds, oldest first. */
    @FunctionalInterface
    interface Reader {
        void entry(Entry entry);
    }

    private static final int HEADER_BYTES = 4096;
    private static final int ENTRY_BYTES = 40;
    private static final int ENTRIES_PER_SEGMENT = 102_400;
    private static final int SEGMENT_BYTES = ENTRIES_PER_SEGMENT * ENTRY_BYTES;

    private static final int REQUEST_AT = 4;
    private static final int KEY_AT = 8;
    private static final int ORDER_AT = 24;

    private final FileChannel file;
    private final MappedByteBuffer header;
    private MappedByteBuffer segment;
    private int segmentNumber;
    private int position;

    private Journal(FileChannel file) throws IOException {
        this.file = file;
        this.header = file.map(MapMode.READ_WRITE, 0, HEADER_BYTES);
        this.segment = map(0);
    }

    static Journal open(Path path, Reader reader) {
        try {
            var journal = new Journal(FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            journal.readAll(reader);
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + path, e);
        }
    }

    void append(Entry entry) {
        int at = position;
        segment.putInt(at + REQUEST_AT, entry.request());
        put(at + KEY_AT, entry.key());
        put(at + ORDER_AT, entry.order());
        // Last, for it says that the entry is there.
        segment.put(at, entry.effect().code());
        advance();
    }

    long calls(Tally tally) {
        return header.getLong(tally.ordinal() * Long.BYTES);
    }

    void countCall(Tally tally) {
        header.putLong(tally.ordinal() * Long.BYTES, calls(tally) + 1);
    }

    private void readAll(Reader reader) {
        for (byte code = segment.get(position); code != 0; code = segment.get(position)) {
            reader.entry(new Entry(
                    Effect.ofCode(code),
                    segment.getInt(position + REQUEST_AT),
                    fingerprint(position + KEY_AT),
                    fingerprint(position + ORDER_AT)));
            advance();
        }
    }

    private void advance() {
        position += ENTRY_BYTES;
        if (position == SEGMENT_BYTES) {
            segmentNumber++;
            segment = map(segmentNumber);
            position = 0;
        }
    }

    private MappedByteBuffer map(int number) {
        try {
            return file.map(MapMode.READ_WRITE, HEADER_BYTES + (long) number * SEGMENT_BYTES, SEGMENT_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the journal longer", e);
        }
    }

    private void put(int at, Fingerprint fingerprint) {
        segment.putLong(at, fingerprint.high());
        segment.putLong(at + Long.BYTES, fingerprint.low());
    }

    private Fingerprint fingerprint(int at) {
        return new Fingerprint(segment.getLong(at), segment.getLong(at + Long.BYTES));
    }
}
