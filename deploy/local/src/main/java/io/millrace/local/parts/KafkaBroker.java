package io.millrace.local.parts;

import io.millrace.local.process.CannotStart;
import io.millrace.local.process.Folders;
import io.millrace.local.process.Java;
import io.millrace.local.process.Launch;
import io.millrace.local.process.LogFile;
import io.millrace.local.process.OsProcess;
import io.millrace.local.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Kafka node that is broker and controller (KRaft), in a JVM of its own. What it stores stays in its folder. */
public final class KafkaBroker implements Part {

    private static final String CLUSTER = "bWlsbHJhY2UtbG9jYWwtMQ";

    private final Path jars;
    private final Path home;
    private final LogFile log;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> environment;

    /**
     * @param jars the folder with the broker's jars
     * @param home the folder that is its own; its data is in there
     */
    public KafkaBroker(
            Path jars, Path home, LogFile log, int port, int controllerPort, Map<String, String> environment) {
        this.jars = jars;
        this.home = home;
        this.log = log;
        this.port = port;
        this.controllerPort = controllerPort;
        this.environment = environment;
    }

    @Override
    public PartName name() {
        return PartName.KAFKA;
    }

    @Override
    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String url() {
        return bootstrapServers();
    }

    @Override
    public void prepare(Progress progress) throws InterruptedException {
        if (!Files.isDirectory(jars)) {
            throw new CannotStart("no Kafka broker in " + jars + ": `./mvnw package` gathers it there");
        }
        writeConfiguration();
        if (!Files.exists(data())) {
            progress.doing("formatting its storage");
            Folders.once(data(), this::format);
        }
    }

    @Override
    public Launch launch() {
        return java(
                List.of("-Xms256m", "-Xmx512m"),
                "kafka.Kafka",
                List.of(configuration().toString()),
                log);
    }

    @Override
    public boolean isHealthy(OsProcess process) {
        return Probe.kafkaAnswers(port);
    }

    private void format(Path folder) throws InterruptedException, IOException {
        // The tool formats what the configuration names, and the folder does not bear its last name yet.
        Path configuration = home.resolve("format.properties");
        Files.writeString(configuration, settings(folder));
        Tool.run(
                java(
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                        "kafka.tools.StorageTool",
                        List.of("format", "--cluster-id", CLUSTER, "--config", configuration.toString()),
                        new LogFile(log.file().resolveSibling("kafka-format.log"))),
                Duration.ofSeconds(60));
        Files.delete(configuration);
    }

    private Launch java(List<String> flags, String mainClass, List<String> arguments, LogFile output) {
        var command = new ArrayList<String>();
        command.add(Java.executable());
        command.addAll(flags);
        command.addAll(List.of(
                "-XX:+UseSerialGC", // the least work for two cores that everyone shares
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                jars.resolve("*").toString(),
                mainClass));
        command.addAll(arguments);
        return new Launch(command, environment, home, output);
    }

    private void writeConfiguration() {
        try {
            Files.createDirectories(home);
            Files.writeString(configuration(), settings(data()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + configuration(), e);
        }
    }

    private Path configuration() {
        return home.resolve("server.properties");
    }

    private Path data() {
        return home.resolve("data");
    }

    private String settings(Path dataFolder) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                auto.create.topics.enable=false
                num.partitions=6
                default.replication.factor=1
                offsets.topic.num.partitions=6
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=6
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=6
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                # A group that forms does not wait for more members to come.
                group.initial.rebalance.delay.ms=0
                """.formatted(controllerPort, port, controllerPort, dataFolder);
    }
}
