package io.millrace.pipeline;

import io.millrace.events.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Sees to it that all topics exist before any is read. Each service does so for its own: a gateway takes orders in before any flow has ever
 * run, and a producer stands still for a topic that is not there. What exists is left as it is. Waits for a broker that is not there yet for as
 * long as it takes.
 */
final class TopicProvisioner {

    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

    private static final Retry UNTIL_THE_BROKER_IS_THERE = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
            .maxBackoff(Duration.ofSeconds(5))
            .doBeforeRetry(retry -> log.warn(
                    "The topics cannot be seen to yet: {}", retry.failure().toString()));

    /** Dead letters wait for people, who may be on holiday. And what was done about a letter must be known for as long as the letter is. */
    private static final Map<String, String> FOR_EVER = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");

    private static final Map<String, String> OF_DEAD_LETTERS = Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            // The largest record of a topic must fit here with the headers that say why, or it could never be parked.
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(2 * 1024 * 1024));

    private final Map<String, Object> adminProperties;
    private final String prefix;
    private final Optional<Integer> partitions;
    private final Mono<Map<Topic, Integer>> provisioned;

    /** @param partitions of topics that are created; the broker's default when empty */
    TopicProvisioner(Map<String, Object> adminProperties, String prefix, Optional<Integer> partitions) {
        this.adminProperties = Map.copyOf(adminProperties);
        this.prefix = prefix;
        this.partitions = partitions;
        this.provisioned = withAdmin(this::provision).cache();
    }

    /** How many partitions each topic has, once all exist, and a dead-letter topic of as many for each. Seen to once for all who ask. */
    Mono<Map<Topic, Integer>> partitions() {
        return provisioned;
    }

    private Mono<Map<Topic, Integer>> provision(Admin admin) {
        List<String> names =
                Arrays.stream(Topic.values()).map(topic -> topic.name(prefix)).toList();
        return createMissing(admin, names.stream().map(this::newTopic).toList())
                .then(describe(admin, names))
                .flatMap(described -> createMissing(admin, deadLetterTopics(described.values()))
                        .then(leadersElected(admin, described.values()))
                        .thenReturn(counts(described)));
    }

    /**
     * A topic exists before its partitions have leaders. An idempotent producer that meets one in between may see its first batch refused and a
     * later one taken, and then stands still until its delivery time-out.
     */
    private static Mono<Void> leadersElected(Admin admin, Collection<TopicDescription> sources) {
        List<String> names = sources.stream()
                .map(TopicDescription::name)
                .flatMap(name -> Stream.of(name, name + Topic.DEAD_LETTER_SUFFIX))
                .toList();
        // The broker that is asked may not have heard of a topic yet that was created a moment ago.
        return describe(admin, names)
                .retryWhen(Retry.backoff(20, Duration.ofMillis(20))
                        .maxBackoff(Duration.ofMillis(500))
                        .filter(UnknownTopicOrPartitionException.class::isInstance))
                // Only a leader knows offsets; the client asks again until there is one.
                .flatMap(described -> future(
                        () -> admin.listOffsets(latest(described.values())).all()))
                .then();
    }

    private static Map<TopicPartition, OffsetSpec> latest(Collection<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicDescription topic : topics) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
            }
        }
        return latest;
    }

    private NewTopic newTopic(String name) {
        NewTopic topic = new NewTopic(name, partitions, Optional.empty());
        return name.equals(Topic.DEAD_LETTERS_ACTED.name(prefix)) ? topic.configs(FOR_EVER) : topic;
    }

    private static List<NewTopic> deadLetterTopics(Collection<TopicDescription> sources) {
        return sources.stream()
                .map(source -> new NewTopic(
                                source.name() + Topic.DEAD_LETTER_SUFFIX,
                                Optional.of(source.partitions().size()),
                                Optional.empty())
                        .configs(OF_DEAD_LETTERS))
                .toList();
    }

    private Map<Topic, Integer> counts(Map<String, TopicDescription> described) {
        Map<Topic, Integer> counts = new EnumMap<>(Topic.class);
        described
                .values()
                .forEach(description -> counts.put(
                        Topic.named(description.name(), prefix),
                        description.partitions().size()));
        return counts;
    }

    private static Mono<Void> createMissing(Admin admin, List<NewTopic> wanted) {
        return future(() -> admin.listTopics().names()).flatMap(existing -> {
            List<NewTopic> missing = new ArrayList<>(wanted);
            missing.removeIf(topic -> existing.contains(topic.name()));
            return missing.isEmpty()
                    ? Mono.empty()
                    : future(() -> admin.createTopics(missing).all())
                            // Another service was quicker with one of them; the next look finds what is still missing.
                            .onErrorResume(TopicExistsException.class, quicker -> createMissing(admin, wanted));
        });
    }

    private static Mono<Map<String, TopicDescription>> describe(Admin admin, Collection<String> names) {
        return future(() -> admin.describeTopics(names).allTopicNames());
    }

    private <T> Mono<T> withAdmin(Function<Admin, Mono<T>> work) {
        // Creating and closing the client may block for a moment, so both happen on a thread that may.
        return Mono.usingWhen(
                        Mono.fromCallable(() -> Admin.create(adminProperties)).subscribeOn(Schedulers.boundedElastic()),
                        work,
                        admin -> Mono.fromRunnable(() -> admin.close(Duration.ofSeconds(2)))
                                .subscribeOn(Schedulers.boundedElastic()))
                .retryWhen(UNTIL_THE_BROKER_IS_THERE);
    }

    private static <T> Mono<T> future(Supplier<KafkaFuture<T>> call) {
        return Mono.defer(() -> Mono.fromCompletionStage(call.get().toCompletionStage()));
    }
}
