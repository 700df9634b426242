package io.millrace.pipeline;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where records come in. What whoever receives them has to keep is told by {@code RecordSourceContract}, among the tests. */
interface RecordSource {

    /** A record, and how to say that it and all before it on its partition are done. Null for one that is done already. */
    @FunctionalInterface
    interface Arrival<T> {
        @Nullable
        T of(ConsumerRecord<byte[], byte[]> record, PartitionLedger.Entry entry);
    }

    /**
     * Records for one member of a consumer group, entered into the ledger as they arrive. Requests are polls' permission: nothing is fetched that
     * nobody asked for. Never errors: after an exception of a poll or a commit it subscribes again, with back-off.
     */
    <T> Flux<T> group(String group, Collection<String> topics, Ledger ledger, Arrival<T> arrival);

    /** Completes when the consumer of the last subscription has committed, left its group and closed. */
    Mono<Void> closed();

    /**
     * Every record of all partitions from now on, without a group. After a failure it goes on behind the last record that was received.
     *
     * @param partitions how many the topic has; those added later are not seen before a restart
     */
    Flux<ConsumerRecord<byte[], byte[]>> broadcast(String topic, int partitions);
}
