package io.millrace.acceptance.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A browser that is on the machine already; it opens one page, takes its picture, and ends. */
public final class Chromium {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path program;
    private final Path scratch;

    private Chromium(Path program, Path scratch) {
        this.program = program;
        this.scratch = scratch;
    }

    /**
     * The first one on the PATH; empty when there is none.
     *
     * @param scratch for its profile and what it says
     */
    public static Optional<Chromium> find(Path scratch) {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(System.getProperty("path.separator"))))
                .flatMap(folder -> NAMES.stream().map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Chromium(program, scratch));
    }

    /**
     * The page as its scripts have made it, once they have nothing left to do.
     *
     * @param picture written anew
     */
    public String open(String page, Path picture) {
        Path html = scratch.resolve("page.html");
        Path errors = scratch.resolve("chromium.log");
        var builder = new ProcessBuilder(Stream.concat(
                        Stream.of(program.toString()),
                        Stream.concat(
                                Arrays.stream(FLAGS),
                                Stream.of(
                                        "--user-data-dir=" + scratch.resolve("profile"),
                                        "--screenshot=" + picture.toAbsolutePath(),
                                        page)))
                .toList());
        try {
            Files.deleteIfExists(picture);
            Process browser = builder.redirectOutput(html.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                if (!browser.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || browser.exitValue() != 0) {
                    throw new AssertionError(program + " has not shown " + page + ": " + Files.readString(errors));
                }
            } finally {
                browser.destroyForcibly();
            }
            return Files.readString(html, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(program + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + page + " was opened", e);
        }
    }

    /** It shows pages of this machine only: so it needs no sandbox, which root may not have, and it calls nobody. */
    private static final String[] FLAGS = {
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--window-size=1400,1600",
        // Of its own clock, which runs on while nothing is to be waited for.
        "--virtual-time-budget=10000",
        "--dump-dom",
    };
}
