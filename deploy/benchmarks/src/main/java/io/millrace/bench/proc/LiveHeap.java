package io.millrace.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM still refers to: its heap right after a full collection. */
public final class LiveHeap {

    private static final long KIB = 1_024;

    /** The serial collector's generations; what stands further down is no heap. */
    private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured)\\s+total \\d+K, used (\\d+)K");

    private LiveHeap() {}

    /** In bytes. Stops the process for as long as the collection takes. */
    public static long of(long pid) {
        jcmd(pid, "GC.run");
        return parse(jcmd(pid, "GC.heap_info"));
    }

    static long parse(String heapInfo) {
        Matcher used = USED.matcher(heapInfo);
        long bytes = 0;
        while (used.find()) {
            bytes += KIB * Long.parseLong(used.group(1));
        }
        if (bytes == 0) {
            throw new IllegalStateException("not the heap of a serial collector: " + heapInfo);
        }
        return bytes;
    }

    private static String jcmd(long pid, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("jcmd of process " + pid, e);
        }
    }
}
