package io.millrace.bench.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code /proc/PID/stat}, of which only the times and the parent matter here.
 *
 * @param ownTicks user and system time of all its threads
 * @param childrenTicks the same of all children that have ended and were waited for
 */
record ProcStat(long pid, long parent, long ownTicks, long childrenTicks) {

    // Counted from the state, which follows the name.
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    /** Nothing when there is no such process, or no more. */
    static Optional<ProcStat> of(long pid) {
        try {
            return Optional.of(
                    parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The name may hold blanks and brackets; the last bracket ends it. */
    static ProcStat parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return new ProcStat(
                Long.parseLong(line.substring(0, line.indexOf(' '))),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]),
                Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]));
    }
}
