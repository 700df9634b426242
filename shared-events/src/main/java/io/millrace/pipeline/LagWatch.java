package io.millrace.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the broker every few seconds where the log ends, and compares. The consumer's own figures would not do: they stand still when it is paused,
 * which is when somebody looks at them.
 */
final class LagWatch {

    private static final Logger log = LoggerFactory.getLogger(LagWatch.class);

    /** How old the figures may be. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final int PATIENCE_MILLIS = 4_000;

    private final Mono<Admin> admin;
    private final Lag lag = new Lag();

    /** @param admin kept open by whoever gave it; asked of on threads of its own */
    LagWatch(Mono<Admin> admin) {
        this.admin = admin;
    }

    long records() {
        return lag.records();
    }

    double seconds() {
        return lag.seconds();
    }

    /** Looks again and again, never twice at a time, until it is disposed. */
    Disposable watch(String group, Ledger ledger) {
        return Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(
                        tick -> look(group, ledger)
                                // The broker does not answer: that is told elsewhere, and nothing is added meanwhile.
                                .onErrorResume(error -> {
                                    log.debug("No lag of {} this time", group, error);
                                    return Mono.empty();
                                }),
                        0)
                .subscribe();
    }

    private Mono<Void> look(String group, Ledger ledger) {
        Map<Ledger.Partition, Long> here = ledger.settledUpTo();
        if (here.isEmpty()) {
            return Mono.fromRunnable(() -> lag.observed(Map.of(), Map.of(), System.nanoTime()));
        }
        return admin.flatMap(client -> Mono.zip(ends(client, here), settled(client, group, here)))
                .doOnNext(both -> lag.observed(both.getT1(), both.getT2(), System.nanoTime()))
                .then();
    }

    private static Mono<Map<Ledger.Partition, Long>> ends(Admin client, Map<Ledger.Partition, Long> here) {
        Map<TopicPartition, OffsetSpec> asked =
                here.keySet().stream().collect(Collectors.toMap(LagWatch::toKafka, partition -> OffsetSpec.latest()));
        return future(client.listOffsets(asked, new ListOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
                        .all())
                .map(ends -> byPartition(ends, end -> end.offset()));
    }

    /** Where nothing came in yet, what was committed says how far the group is; from the beginning where nothing ever was. */
    private static Mono<Map<Ledger.Partition, Long>> settled(
            Admin client, String group, Map<Ledger.Partition, Long> here) {
        List<TopicPartition> unheard = here.entrySet().stream()
                .filter(position -> position.getValue() < 0)
                .map(position -> toKafka(position.getKey()))
                .toList();
        if (unheard.isEmpty()) {
            return Mono.just(here);
        }
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(unheard);
        return future(client.listConsumerGroupOffsets(
                                Map.of(group, spec), new ListConsumerGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
                        .partitionsToOffsetAndMetadata(group))
                .map(committed -> {
                    Map<Ledger.Partition, Long> settled = new HashMap<>(here);
                    unheard.forEach(partition -> settled.put(fromKafka(partition), 0L));
                    committed.forEach((partition, offset) -> {
                        if (offset != null) {
                            settled.put(fromKafka(partition), offset.offset());
                        }
                    });
                    return settled;
                });
    }

    private static <V> Map<Ledger.Partition, Long> byPartition(
            Map<TopicPartition, V> values, Function<V, Long> offset) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(entry -> fromKafka(entry.getKey()), entry -> offset.apply(entry.getValue())));
    }

    private static TopicPartition toKafka(Ledger.Partition partition) {
        return new TopicPartition(partition.topic(), partition.number());
    }

    private static Ledger.Partition fromKafka(TopicPartition partition) {
        return new Ledger.Partition(partition.topic(), partition.partition());
    }

    private static <T> Mono<T> future(KafkaFuture<T> future) {
        return Mono.fromCompletionStage(future.toCompletionStage());
    }
}
