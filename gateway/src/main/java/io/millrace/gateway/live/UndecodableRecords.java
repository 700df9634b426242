package io.millrace.gateway.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the records of the feed that are no order, and says so in the log now and then. Belongs to the hub's thread. */
final class UndecodableRecords {

    private static final Logger log = LoggerFactory.getLogger(UndecodableRecords.class);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Counter counter;
    private final Clock clock;
    private long silentUntil;

    UndecodableRecords(MeterRegistry meters, Clock clock) {
        this.counter = Counter.builder("millrace.gateway.feed.undecodable")
                .description("Records of orders.status that are no order and were told to nobody")
                .register(meters);
        this.clock = clock;
    }

    void met(ConsumerRecord<?, ?> record, String reason) {
        counter.increment();
        long now = clock.millis();
        if (now >= silentUntil) {
            silentUntil = now + SILENCE.toMillis();
            log.warn(
                    "A record is no order and was told to nobody, {} so far; {}-{}@{}: {}",
                    (long) counter.count(),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    reason);
        }
    }
}
