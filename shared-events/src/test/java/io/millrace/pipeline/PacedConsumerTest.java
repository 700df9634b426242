package io.millrace.pipeline;

import static io.millrace.events.wire.Topic.INVENTORY_ADJUSTED;
import static io.millrace.pipeline.Journal.adjustments;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PacedConsumerTest {

    private static final TopicPartition PARTITION = new TopicPartition("any", 0);

    /** The records are there, so that nothing but the pause can take the time. */
    @Test
    void pausesBetweenTwoPollsThatBringLittle() {
        Duration pause = Duration.ofSeconds(8);
        try (Broker broker = new Broker().with(INVENTORY_ADJUSTED);
                var consumer = new PacedConsumer<>(
                        Map.of("bootstrap.servers", Broker.bootstrapServers(), "max.poll.records", 1),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        pause)) {
            broker.store(adjustments(20, 1));
            List<TopicPartition> all = IntStream.range(0, Broker.PARTITIONS)
                    .mapToObj(number -> new TopicPartition(INVENTORY_ADJUSTED.name(broker.prefix()), number))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {}

            long before = System.nanoTime();
            assertThat(consumer.poll(Duration.ofSeconds(10)).count()).isOne();
            // Less what passed between the end of the first poll and the reading of the clock.
            assertThat(System.nanoTime() - before).isGreaterThan(pause.toNanos() / 8);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "3, 100, 3", "3, 20000, 58", "40, 1, 40"})
    void countsRecordsOrKilobytesIfThoseAreMore(int records, int bytes, int load) {
        List<ConsumerRecord<String, String>> list = IntStream.range(0, records)
                .mapToObj(offset -> new ConsumerRecord<>(
                        "any",
                        0,
                        offset,
                        0L,
                        TimestampType.CREATE_TIME,
                        1,
                        bytes,
                        "k",
                        "v",
                        new RecordHeaders(),
                        Optional.empty()))
                .toList();

        assertThat(PacedConsumer.load(new ConsumerRecords<>(Map.of(PARTITION, list), Map.of())))
                .isEqualTo(load);
    }
}
