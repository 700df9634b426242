package io.millrace.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JDK that this launcher runs on; everything that it starts runs on the same one. */
public final class Java {

    /** Linux's word on whether a process may ask for pages of 2 MB: {@code always [madvise] never}, where the one in force is in brackets. */
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    private Java() {}

    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** In characters that a file's name may have. */
    public static String version() {
        return Runtime.version().toString().replaceAll("[^0-9A-Za-z.]+", "-");
    }

    /**
     * The flag that asks for large pages, for heap and compiled code, where the kernel gives them; elsewhere none. They saved the services a twentieth of
     * their processor time in a flood and a tenth at a low rate, and cost no memory; see deploy/benchmarks/HISTORY.md.
     */
    public static List<String> largePages() {
        return largePages(HUGE_PAGES);
    }

    static List<String> largePages(Path setting) {
        try {
            return Files.readString(setting).contains("[never]") ? List.of() : List.of("-XX:+UseTransparentHugePages");
        } catch (IOException absent) {
            // Not Linux, where Java does not know the flag either, or a kernel that was built without them.
            return List.of();
        }
    }
}
