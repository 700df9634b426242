package io.millrace.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How long processes have been on a processor since they began, in microseconds, by the kernel's ticks (of 10 ms, mostly). */
public final class ProcessorTime {

    private static final long MICROS_A_SECOND = 1_000_000;

    private final long microsATick = MICROS_A_SECOND / ticksASecond();

    /** Of one process; 0 when it is gone. */
    public long of(long pid) {
        return microsATick * ProcStat.of(pid).map(ProcStat::ownTicks).orElse(0L);
    }

    /** Of a process and its children, also those that have ended: a database server, which is a process a connection. */
    public long ofFamily(long pid) {
        return microsATick
                * (ProcStat.of(pid)
                                .map(stat -> stat.ownTicks() + stat.childrenTicks())
                                .orElse(0L)
                        + childrenOf(pid));
    }

    /** Of the children of a process that have ended and were waited for. */
    public long ofEndedChildren(long pid) {
        return microsATick * ProcStat.of(pid).map(ProcStat::childrenTicks).orElse(0L);
    }

    private static long childrenOf(long pid) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(process -> process.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .flatMap(name -> ProcStat.of(Long.parseLong(name)).stream())
                    .filter(stat -> stat.parent() == pid)
                    .mapToLong(ProcStat::ownTicks)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticksASecond() {
        try {
            Process getconf = new ProcessBuilder("getconf", "CLK_TCK").start();
            return Long.parseLong(
                    new String(getconf.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("getconf says how long the kernel's ticks are", e);
        }
    }
}
