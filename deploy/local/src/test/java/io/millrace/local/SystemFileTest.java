package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.SystemState.Coordinates;
import io.millrace.local.SystemState.Entry;
import io.millrace.local.SystemState.Phase;
import io.millrace.local.parts.PartName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SystemFileTest {

    private static final SystemState EMPTY = new SystemState(
            Phase.starting,
            "2026-11-21T12:00:00Z",
            List.of(),
            new SystemState.Kafka("127.0.0.1:9092"),
            new SystemState.Otlp("http://127.0.0.1:4318/v1/traces"),
            Map.of(
                    "order-flow",
                    new Coordinates(
                            "jdbc:postgresql://127.0.0.1:5432/order_flow",
                            "127.0.0.1",
                            5432,
                            "order_flow",
                            "order_flow",
                            "secret")));

    @TempDir
    Path folder;

    private SystemFile file;

    @BeforeEach
    void create() {
        file = new SystemFile(new RunDirectory(folder));
        file.create(EMPTY);
    }

    @Test
    void hasTheMembersThatOthersRelyOn() throws IOException {
        file.update(state -> state.with(entry(PartName.GATEWAY, 4711)));

        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("system.json")));

        assertThat(json.at("/parts/0/name").stringValue()).isEqualTo("gateway");
        assertThat(json.at("/parts/0/pid").intValue()).isEqualTo(4711);
        assertThat(json.at("/parts/0").propertyNames()).contains("port", "managementPort", "url", "log");
        assertThat(json.at("/kafka/bootstrapServers").stringValue()).isEqualTo("127.0.0.1:9092");
        assertThat(json.at("/otlp/tracesEndpoint").stringValue()).isEqualTo("http://127.0.0.1:4318/v1/traces");
        assertThat(json.at("/postgres/order-flow").propertyNames())
                .containsExactlyInAnyOrder("jdbcUrl", "host", "port", "database", "user", "password");
    }

    @Test
    void listsAPartOnceHoweverOftenItIsStarted() {
        file.update(state -> state.with(entry(PartName.KAFKA, 1)));
        file.update(state -> state.with(entry(PartName.GATEWAY, 2)));
        file.update(state -> state.with(entry(PartName.KAFKA, 3)));

        assertThat(file.read().orElseThrow().parts()).extracting(Entry::pid).containsExactly(3L, 2L);
    }

    @Test
    void losesNoChangeOfSeveralAtOnce() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PartName part : PartName.values()) {
                threads.submit(() -> new SystemFile(new RunDirectory(folder))
                        .update(state -> state.with(entry(part, part.ordinal()))));
            }
        }

        assertThat(file.read().orElseThrow().parts())
                .extracting(Entry::part)
                .containsExactlyElementsOf(Arrays.asList(PartName.values()));
    }

    @Test
    void doesNotComeBackOnceItIsRemoved() {
        file.remove();
        file.update(state -> state.with(entry(PartName.KAFKA, 1)));

        assertThat(file.read()).isEmpty();
    }

    private static Entry entry(PartName part, long pid) {
        return new Entry(part.toString(), pid, 1, 1, null, "", "");
    }
}
