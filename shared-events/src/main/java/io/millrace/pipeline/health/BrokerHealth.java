package io.millrace.pipeline.health;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Whether the broker answers, asked for as often as somebody looks. While it does not, the status is {@code WAITING}, which takes nothing out of
 * service: what a service does without the broker it goes on doing, and all instances at once would be no better off elsewhere.
 */
final class BrokerHealth implements ReactiveHealthIndicator, AutoCloseable {

    private static final Status WAITING = new Status("WAITING", "the broker does not answer");
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final String bootstrapServers;

    /** Made once, when first asked for, on a thread that may block; an attempt that failed is not kept. */
    private final Mono<Admin> admin;

    private volatile @Nullable Admin made;

    BrokerHealth(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Mono.fromCallable(() -> Admin.create(
                        Map.<String, Object>of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(client -> made = client)
                .cacheInvalidateIf(closed -> false);
    }

    @Override
    public Mono<Health> health() {
        return admin.flatMap(client -> Mono.fromCompletionStage(client.describeCluster(
                                new DescribeClusterOptions().timeoutMs(Math.toIntExact(TIME_LIMIT.toMillis())))
                        .nodes()
                        .toCompletionStage()))
                .map(nodes -> Health.up().withDetail("brokers", nodes.size()).build())
                // Not an error of ours, but what was asked for.
                .onErrorResume(gone -> Mono.just(Health.status(WAITING)
                        .withDetail(
                                "kafka", bootstrapServers + " does not answer within " + TIME_LIMIT.toSeconds() + " s")
                        .build()));
    }

    @Override
    public void close() {
        Admin client = made;
        if (client != null) {
            client.close(CLOSE_TIMEOUT);
        }
    }
}
