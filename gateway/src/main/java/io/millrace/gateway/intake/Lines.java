package io.millrace.gateway.intake;

/**
 * Cuts a stream of bytes into lines, however the stream was cut into chunks. Lines are handed out where they lie; a line that is too long is
 * passed over to its newline without being kept.
 *
 * <p>Used in turns: {@link #add} a chunk, then {@link #next} until it says false; after the last chunk {@link #end}, and the same once more.
 * Lines end with LF or CRLF, the last one also with the end of the stream. Blank lines count but are not handed out. Not thread-safe.
 */
public final class Lines {

    /** Where a chunk comes from. */
    @FunctionalInterface
    public interface Source {
        void copyTo(byte[] target, int offset);
    }

    private final int maxLength;
    private byte[] buffer = new byte[8 * 1024];
    /** What is not handed out yet lies from here to {@link #end}. */
    private int start;

    private int end;
    private boolean skipping;
    private boolean ended;

    private int lineStart;
    private int lineLength;
    private boolean lineTooLong;
    private long number;

    /** @param maxLength bytes of a line, its end not counted; also about how much is ever kept beside one chunk */
    public Lines(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Takes in a chunk. What {@link #bytes} gave before is overwritten. */
    public void add(int length, Source chunk) {
        int kept = end - start;
        byte[] target = buffer.length >= kept + length ? buffer : new byte[Math.max(2 * buffer.length, kept + length)];
        System.arraycopy(buffer, start, target, 0, kept);
        chunk.copyTo(target, kept);
        buffer = target;
        start = 0;
        end = kept + length;
    }

    /** Nothing more comes: what is left is the last line. */
    public void end() {
        ended = true;
    }

    public boolean isEnded() {
        return ended;
    }

    /** Steps to the next line; false when it takes another chunk to know. */
    public boolean next() {
        while (true) {
            int newline = newline();
            if (newline < 0) {
                return ended ? rest() : keep();
            }
            boolean line = take(start, newline);
            start = newline + 1;
            if (line) {
                return true;
            }
        }
    }

    /** The array in which the line lies, from {@link #offset}, {@link #length} bytes long. Valid until the next call of {@link #add}. */
    public byte[] bytes() {
        return buffer;
    }

    public int offset() {
        return lineStart;
    }

    public int length() {
        return lineLength;
    }

    /** Which line of the input this is, from 1. */
    public long number() {
        return number;
    }

    /** Whether this line has been passed over, so that there are no bytes of it. */
    public boolean tooLong() {
        return lineTooLong;
    }

    private int newline() {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Keeps the beginning of a line until more comes, unless it is too long already. */
    private boolean keep() {
        // One byte more may be the CR of the line's end.
        if (skipping || end - start > maxLength + 1) {
            skipping = true;
            start = end;
        }
        return false;
    }

    private boolean rest() {
        boolean nothing = start == end && !skipping;
        boolean line = !nothing && take(start, end);
        start = end;
        return line;
    }

    /** Whether there is a line to hand out from {@code from} to {@code to}, and not a blank one. */
    private boolean take(int from, int to) {
        number++;
        int last = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        lineTooLong = skipping || last - from > maxLength;
        skipping = false;
        lineStart = from;
        lineLength = lineTooLong ? 0 : last - from;
        return lineTooLong || !blank(from, last);
    }

    private boolean blank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
