package io.millrace.pipeline;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The one client of a service for questions about the cluster; its answers come on a thread of its own. */
public final class BrokerClient implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Mono<Admin> admin;
    private volatile @Nullable Admin made;

    public BrokerClient(String bootstrapServers) {
        this.admin = Mono.fromCallable(() -> Admin.create(
                        Map.<String, Object>of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(client -> made = client)
                .cacheInvalidateIf(closed -> false);
    }

    /** Made once, when first asked for, on a thread that may block; an attempt that failed is not kept. */
    public Mono<Admin> admin() {
        return admin;
    }

    @Override
    public void close() {
        Admin client = made;
        if (client != null) {
            client.close(CLOSE_TIMEOUT);
        }
    }
}
