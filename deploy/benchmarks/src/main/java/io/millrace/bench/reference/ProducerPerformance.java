package io.millrace.bench.reference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** Kafka's own {@code kafka-producer-perf-test}, acks=all, into a topic of its own. */
public final class ProducerPerformance implements AutoCloseable {

    private static final String TOPIC = "bench.producer";
    private static final int PARTITIONS = 6;

    /** {@code 500000 records sent, 301204.8 records/sec (86.17 MB/sec), 12.3 ms avg latency, …}: of the last line of these. */
    private static final Pattern RATE = Pattern.compile("records sent, ([0-9.]+) records/sec");

    private final Path root;
    private final String bootstrapServers;
    private final Admin admin;

    /** @param root the top of the source tree, where the broker's jars are gathered */
    public ProducerPerformance(Path root, String bootstrapServers) throws InterruptedException {
        this.root = root;
        this.bootstrapServers = bootstrapServers;
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        try {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make " + TOPIC, e.getCause());
        }
    }

    /** Records a second, by the tool's own account. */
    public double run(long records, int bytes) throws IOException, InterruptedException {
        Path deploy = root.resolve("deploy");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        deploy.resolve("benchmarks/target/kafka-tools") + "/*:"
                                + deploy.resolve("local/kafka/target/lib") + "/*",
                        "org.apache.kafka.tools.ProducerPerformance",
                        "--topic",
                        TOPIC,
                        "--num-records",
                        Long.toString(records),
                        "--record-size",
                        Integer.toString(bytes),
                        "--throughput",
                        "-1",
                        "--producer-props",
                        "bootstrap.servers=" + bootstrapServers,
                        "acks=all")
                .redirectErrorStream(true)
                .start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = tool.waitFor();
        Matcher rate = RATE.matcher(output);
        @Nullable String last = null;
        while (rate.find()) {
            last = rate.group(1);
        }
        if (exitCode != 0 || last == null) {
            throw new IllegalStateException("kafka-producer-perf-test ended with " + exitCode + ": " + output);
        }
        return Double.parseDouble(last);
    }

    @Override
    public void close() throws InterruptedException {
        try (admin) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot delete " + TOPIC, e.getCause());
        }
    }
}
