package io.millrace.gateway.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.gateway.query.OrderQueries;
import io.millrace.pipeline.Pipelines;
import io.millrace.tracing.RecordSpans;
import io.millrace.tracing.Tracing;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts the hub together with what feeds it and what asks it. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    /** Never blocks, and is one thread: the hub relies on both. */
    @Bean(destroyMethod = "dispose")
    Scheduler hubThread() {
        return Schedulers.newSingle("status-hub", true);
    }

    @Bean
    Patience patience(LiveProperties properties, Clock clock) {
        return new Patience(properties.patience(), clock);
    }

    @Bean
    RecentlyAccepted recentlyAccepted(LiveProperties properties) {
        return new RecentOrders(properties);
    }

    @Bean
    StatusHub statusHub(
            Scheduler hubThread,
            OrderQueries queries,
            RecentlyAccepted accepted,
            Patience patience,
            LiveProperties properties,
            MeterRegistry meters,
            Clock clock) {
        var undecodable = new UndecodableRecords(meters, clock);
        return new StatusHub(hubThread, queries, accepted, patience, undecodable, properties);
    }

    @Bean
    StatusFeed statusFeed(Pipelines pipelines, Scheduler hubThread, StatusHub hub, Tracing tracing) {
        return new StatusFeed(pipelines, hubThread, hub, new RecordSpans(tracing));
    }

    @Bean
    StreamsEnd streamsEnd(StatusHub hub) {
        return new StreamsEnd(hub);
    }

    @Bean
    SettledOrders settledOrders(StatusHub hub) {
        return new WatchedSettlements(hub);
    }

    @Bean
    LiveHandlers liveHandlers(
            OrderQueries queries,
            RecentlyAccepted accepted,
            Patience patience,
            StatusHub hub,
            LiveProperties properties,
            MeterRegistry meters) {
        return new LiveHandlers(
                new PresentOrders(queries, accepted, patience, hub), new EventStreams(hub, properties, meters));
    }
}
