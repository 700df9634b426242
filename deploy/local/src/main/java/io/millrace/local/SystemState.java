package io.millrace.local;

import io.millrace.local.parts.PartName;
import io.millrace.local.process.OsProcess;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is written in {@code system.json}: which processes make up the system, and how to reach them. */
record SystemState(
        Phase state, String startedAt, List<Entry> parts, Kafka kafka, Otlp otlp, Map<String, Coordinates> postgres) {

    enum Phase {
        starting,
        running,
        stopping
    }

    /**
     * @param pid the process itself, never a wrapper
     * @param startTicks tells it from a later process with the same pid
     */
    record Entry(
            String name,
            long pid,
            long startTicks,
            int port,
            @Nullable Integer managementPort,
            String url,
            String log) {

        PartName part() {
            return PartName.named(name).orElseThrow();
        }

        OsProcess process() {
            return new OsProcess(pid, startTicks);
        }
    }

    record Kafka(String bootstrapServers) {}

    /** Where spans are sent, by OTLP over HTTP. */
    record Otlp(String tracesEndpoint) {}

    /** Where one flow's database is, and who may use it. */
    record Coordinates(String jdbcUrl, String host, int port, String database, String user, String password) {}

    SystemState {
        parts = List.copyOf(parts);
    }

    Optional<Entry> part(PartName name) {
        return parts.stream().filter(entry -> entry.part() == name).findFirst();
    }

    List<Entry> alive() {
        return parts.stream().filter(entry -> entry.process().isAlive()).toList();
    }

    SystemState with(Entry changed) {
        List<Entry> all = Stream.concat(
                        parts.stream().filter(entry -> !entry.name().equals(changed.name())), Stream.of(changed))
                .sorted(Comparator.comparing(Entry::part))
                .toList();
        return new SystemState(state, startedAt, all, kafka, otlp, postgres);
    }

    SystemState in(Phase phase) {
        return new SystemState(phase, startedAt, parts, kafka, otlp, postgres);
    }
}
