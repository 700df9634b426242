package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsProcessTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private @Nullable OsProcess process;

    @AfterEach
    void leaveNothingBehind() {
        if (process != null) {
            process.send(Signal.KILL);
        }
    }

    @Test
    void isTheCommandItselfInASessionOfItsOwn() throws Exception {
        OsProcess sleep = start("sleep", "60");

        assertThat(command(sleep)).startsWith("sleep");
        assertThat(session(sleep)).isEqualTo(sleep.pid());
    }

    @Test
    void isNotAnotherThatGotTheSamePid() throws Exception {
        OsProcess sleep = start("sleep", "60");
        var earlier = new OsProcess(sleep.pid(), sleep.startTicks() - 1);

        earlier.send(Signal.KILL);

        assertThat(earlier.isAlive()).isFalse();
        assertThat(sleep.endsWithin(SHORT)).isFalse();
    }

    @Test
    void isKilledWhenItDoesNotListen() throws Exception {
        OsProcess deaf = start("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done");
        waitUntilItSays("deaf");

        deaf.stop(Signal.TERM, SHORT);

        assertThat(deaf.isAlive()).isFalse();
    }

    @Test
    void stopsEvenWhenItIsFrozen() throws Exception {
        OsProcess sleep = start("sleep", "60");
        sleep.send(Signal.STOP);

        sleep.stop(Signal.TERM, LONG);

        assertThat(sleep.isAlive()).isFalse();
    }

    @Test
    void leavesTheEndOfItsOutputInTheLog() throws Exception {
        OsProcess failing = start("sh", "-c", "seq 1 100000; echo out of luck >&2; exit 1");

        assertThat(failing.endsWithin(LONG)).isTrue();
        assertThat(log().lastLines(3)).containsExactly("99999", "100000", "out of luck");
    }

    @Test
    void keepsTheLogOfTheRunBefore() throws Exception {
        assertThat(start("echo", "first").endsWithin(LONG)).isTrue();
        log().rotate();
        assertThat(start("echo", "second").endsWithin(LONG)).isTrue();

        assertThat(Files.readString(folder.resolve("part.log"))).isEqualTo("second\n");
        assertThat(Files.readString(folder.resolve("part.log.1"))).isEqualTo("first\n");
    }

    private OsProcess start(String... command) {
        process = OsProcess.start(new Launch(List.of(command), Map.of("PATH", "/usr/bin:/bin"), folder, log()));
        return process;
    }

    private LogFile log() {
        return new LogFile(folder.resolve("part.log"));
    }

    private void waitUntilItSays(String word) {
        while (!log().lastLines(1).contains(word)) {
            Thread.onSpinWait();
        }
    }

    private static String command(OsProcess process) throws Exception {
        String command = "";
        while (command.isEmpty() || command.startsWith("setsid") || command.contains("jspawnhelper")) {
            command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        }
        return command;
    }

    private static long session(OsProcess process) throws Exception {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    }
}
