package io.millrace.local.parts;

import io.millrace.local.process.Folders;
import io.millrace.local.process.FreePort;
import io.millrace.local.process.Java;
import io.millrace.local.process.Launch;
import io.millrace.local.process.LogFile;
import io.millrace.local.process.OsProcess;
import io.millrace.local.process.Signal;
import io.millrace.local.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One start and stop of a broker, for these jars and this JDK, that all later ones profit from: it leaves empty storage to copy, and the
 * JVM's ahead-of-time cache, which halves the work of a start.
 */
record KafkaRehearsal(Path folder) {

    private static final String CLUSTER = "bWlsbHJhY2UtbG9jYWwtMQ";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static KafkaRehearsal of(KafkaJars jars, Map<String, String> environment, Progress progress)
            throws InterruptedException {
        Path folder = jars.folder().resolveSibling("rehearsed-" + Java.version());
        if (!Files.exists(folder)) {
            progress.doing("recording, once, the start of");
        }
        return new KafkaRehearsal(Folders.once(folder, unfinished -> {
            var rehearsal = new KafkaRehearsal(unfinished);
            rehearsal.format(jars, environment);
            rehearsal.startAndStop(jars, environment);
        }));
    }

    Path emptyStorage() {
        return folder.resolve("storage");
    }

    /** The flags that make use of it. */
    List<String> flags() {
        return Files.exists(cache()) ? List.of("-XX:AOTCache=" + cache()) : List.of();
    }

    private void format(KafkaJars jars, Map<String, String> environment) throws InterruptedException, IOException {
        new KafkaConfiguration(FreePort.any(), FreePort.any(), emptyStorage()).writeTo(configuration());
        List<String> command = jars.command(
                List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                "kafka.tools.StorageTool",
                List.of(
                        "format",
                        "--cluster-id",
                        CLUSTER,
                        "--config",
                        configuration().toString()));
        Tool.run(new Launch(command, environment, folder, log()), PATIENCE);
    }

    private void startAndStop(KafkaJars jars, Map<String, String> environment)
            throws InterruptedException, IOException {
        Path scratch = folder.resolve("scratch");
        Folders.copy(emptyStorage(), scratch);
        int port = FreePort.any();
        new KafkaConfiguration(port, FreePort.any(), scratch).writeTo(configuration());
        List<String> command = jars.command(
                List.of("-Xmx512m", "-XX:AOTCacheOutput=" + cache()),
                "kafka.Kafka",
                List.of(configuration().toString()));
        OsProcess broker = OsProcess.start(new Launch(command, environment, folder, log()));
        try {
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!Probe.kafkaAnswers(port)
                    && broker.isAlive()
                    && Instant.now().isBefore(deadline)) {
                Thread.sleep(100);
            }
        } finally {
            broker.stop(Signal.TERM, PATIENCE); // the cache is written as it ends
        }
        Folders.delete(scratch);
    }

    private Path cache() {
        return folder.resolve("start.aot");
    }

    private Path configuration() {
        return folder.resolve("server.properties");
    }

    private LogFile log() {
        return new LogFile(folder.resolve("kafka.log"));
    }
}
