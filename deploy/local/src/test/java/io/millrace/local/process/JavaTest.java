package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaTest {

    @TempDir
    private Path folder;

    @Test
    void asksForLargePagesWhereTheKernelGivesThemToThoseWhoAsk() throws IOException {
        assertThat(Java.largePages(setting("always [madvise] never"))).containsExactly("-XX:+UseTransparentHugePages");
        assertThat(Java.largePages(setting("[always] madvise never"))).containsExactly("-XX:+UseTransparentHugePages");
    }

    @Test
    void asksForNoLargePagesWhereThereAreNone() throws IOException {
        assertThat(Java.largePages(setting("always madvise [never]"))).isEmpty();
        assertThat(Java.largePages(folder.resolve("no-such-setting"))).isEmpty();
    }

    private Path setting(String text) throws IOException {
        return Files.writeString(folder.resolve("enabled"), text + "\n");
    }
}
