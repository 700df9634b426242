package io.millrace.local.process;

import java.nio.file.Path;

/** The JDK that this launcher runs on; everything that it starts runs on the same one. */
public final class Java {

    private Java() {}

    public static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** In characters that a file's name may have. */
    public static String version() {
        return Runtime.version().toString().replaceAll("[^0-9A-Za-z.]+", "-");
    }
}
