package io.millrace.pipeline;

import io.millrace.events.wire.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Sees to it that topics exist before they are read or written. Every service does so for its own; creating what exists is harmless. Waits for
 * a broker that is not there yet for as long as it takes.
 */
final class TopicProvisioner {

    private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

    private static final Retry UNTIL_THE_BROKER_IS_THERE = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
            .maxBackoff(Duration.ofSeconds(5))
            .doBeforeRetry(retry -> log.warn(
                    "The topics cannot be seen to yet: {}", retry.failure().toString()));

    private final Map<String, Object> adminProperties;
    private final String prefix;
    private final Optional<Integer> partitions;
    private final Map<String, String> topicConfig;

    /** @param partitions of topics that are created; the broker's default when empty */
    TopicProvisioner(
            Map<String, Object> adminProperties,
            String prefix,
            Optional<Integer> partitions,
            Map<String, String> topicConfig) {
        this.adminProperties = Map.copyOf(adminProperties);
        this.prefix = prefix;
        this.partitions = partitions;
        this.topicConfig = Map.copyOf(topicConfig);
    }

    /** The names of these topics, once each exists, with its dead-letter topic of as many partitions. */
    Mono<Collection<String>> exist(Set<Topic> topics) {
        return withAdmin(admin -> create(
                        admin, topics.stream().map(topic -> topic.name(prefix)).toList(), Map.of())
                .flatMap(names -> describe(admin, names))
                .flatMap(described -> create(
                                admin,
                                described.keySet().stream()
                                        .map(name -> name + Topic.DEAD_LETTER_SUFFIX)
                                        .toList(),
                                described)
                        .thenReturn((Collection<String>) described.keySet())));
    }

    /** How many partitions a topic has, once it exists. */
    Mono<Integer> partitions(Topic topic) {
        String name = topic.name(prefix);
        return withAdmin(admin -> create(admin, List.of(name), Map.of())
                .flatMap(names -> describe(admin, names))
                .map(described ->
                        described.values().iterator().next().partitions().size()));
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

    private Mono<Collection<String>> create(
            Admin admin, Collection<String> names, Map<String, TopicDescription> sources) {
        List<NewTopic> wanted = new ArrayList<>();
        for (String name : names) {
            TopicDescription source =
                    sources.get(name.substring(0, Math.max(0, name.length() - Topic.DEAD_LETTER_SUFFIX.length())));
            Optional<Integer> count = source == null
                    ? partitions
                    : Optional.of(source.partitions().size());
            wanted.add(new NewTopic(name, count, Optional.empty()).configs(topicConfig));
        }
        return existing(admin, names)
                .flatMap(there -> {
                    wanted.removeIf(topic -> there.contains(topic.name()));
                    return wanted.isEmpty()
                            ? Mono.empty()
                            : future(admin.createTopics(wanted).all())
                                    // Another service was quicker.
                                    .onErrorResume(TopicExistsException.class, exists -> Mono.empty());
                })
                .then(Mono.just(names));
    }

    private static Mono<Set<String>> existing(Admin admin, Collection<String> names) {
        return future(admin.listTopics().names()).map(all -> {
            all.retainAll(names);
            return all;
        });
    }

    private static Mono<Map<String, TopicDescription>> describe(Admin admin, Collection<String> names) {
        return Mono.defer(() -> future(admin.describeTopics(names).allTopicNames()));
    }

    private static <T> Mono<T> future(KafkaFuture<T> future) {
        return Mono.fromCompletionStage(future.toCompletionStage());
    }
}
