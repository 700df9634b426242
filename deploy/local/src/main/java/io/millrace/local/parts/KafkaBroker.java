package io.millrace.local.parts;

import io.millrace.local.process.Folders;
import io.millrace.local.process.Java;
import io.millrace.local.process.Launch;
import io.millrace.local.process.LogFile;
import io.millrace.local.process.OsProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Kafka node that is broker and controller (KRaft), in a JVM of its own. What it stores stays in its folder. */
public final class KafkaBroker implements Part {

    private final KafkaJars jars;
    private final Path home;
    private final LogFile log;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> environment;
    private @Nullable KafkaRehearsal rehearsal;

    /**
     * @param jars the folder with the broker's jars
     * @param home the folder that is its own; its data is in there
     */
    public KafkaBroker(
            Path jars, Path home, LogFile log, int port, int controllerPort, Map<String, String> environment) {
        this.jars = new KafkaJars(jars);
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
        KafkaRehearsal rehearsed = KafkaRehearsal.of(jars, environment, progress);
        rehearsal = rehearsed;
        Path data = home.resolve("data");
        Folders.once(data, folder -> Folders.copy(rehearsed.emptyStorage(), folder));
        try {
            new KafkaConfiguration(port, controllerPort, data).writeTo(configuration());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + configuration(), e);
        }
    }

    @Override
    public Launch launch() {
        var flags = new ArrayList<>(List.of("-Xms256m", "-Xmx512m"));
        flags.addAll(Java.largePages());
        if (rehearsal != null) {
            flags.addAll(rehearsal.flags());
        }
        return new Launch(
                jars.command(flags, "kafka.Kafka", List.of(configuration().toString())), environment, home, log);
    }

    @Override
    public boolean isHealthy(OsProcess process) {
        return Probe.kafkaAnswers(port);
    }

    private Path configuration() {
        return home.resolve("server.properties");
    }
}
