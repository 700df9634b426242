package io.millrace.local.testing;

import io.millrace.local.parts.KafkaBroker;
import io.millrace.local.process.FreePort;
import io.millrace.local.process.LogFile;
import java.nio.file.Path;

/** A Kafka broker in a JVM of its own. */
public final class TestKafka extends TestProcess {

    private final String bootstrapServers;

    private TestKafka(KafkaBroker broker, Path folder) {
        super(broker, folder);
        this.bootstrapServers = broker.bootstrapServers();
    }

    static TestKafka start() {
        Path folder = Temporary.folder("millrace-kafka");
        String gathered = System.getProperty("millrace.kafka.lib");
        var broker = new KafkaBroker(
                gathered == null ? TestInfra.module().resolve("kafka/target/lib") : Path.of(gathered),
                folder,
                new LogFile(folder.resolve("kafka.log")),
                FreePort.any(),
                FreePort.any(),
                System.getenv());
        var kafka = new TestKafka(broker, folder);
        kafka.restart();
        return kafka;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }
}
