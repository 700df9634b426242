package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** On a real broker, which knows where the log ends. */
class LagWatchTest {

    private static final Duration TWO_LOOKS = Duration.ofSeconds(20);

    private final String topic = "lag-" + UUID.randomUUID();
    private final Ledger.Partition partition = new Ledger.Partition(topic, 0);
    private final Ledger ledger = new Ledger();
    private final BrokerClient broker = new BrokerClient(Broker.bootstrapServers());
    private final LagWatch lag = new LagWatch(broker.admin());
    private final Disposable watching = lag.watch("lag-" + topic, ledger);

    @BeforeEach
    void storeThreeRecords() throws Exception {
        broker.admin()
                .blockOptional()
                .orElseThrow()
                .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                .all()
                .get();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(topic, new byte[] {1})).get();
            }
        }
        ledger.assigned(partition);
    }

    @AfterEach
    void close() {
        watching.dispose();
        broker.close();
    }

    @Test
    void countsFromTheBeginningWhereNothingCameInYetAndFromWhatIsSettledThen() {
        await().atMost(TWO_LOOKS).until(() -> lag.records() == 3);

        ledger.fetched(partition, 0);
        requireNonNull(ledger.enter(partition, 0, () -> {})).settle();
        await().atMost(TWO_LOOKS).until(() -> lag.records() == 2);

        ledger.revoked(partition);
        await().atMost(TWO_LOOKS).until(() -> lag.records() == 0);
    }
}
