package io.millrace.pipeline;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a pipeline may have in work, and when it gives up.
 *
 * @param maxInFlight records received and not settled; more absorb more latency of a provider and outlive more young collections: with 4,000
 *     a flow of 256 MB heap took 460 MB (RSS) for the throughput that 1,000 gave with 340 MB
 * @param maxBatch events in a batch; larger ones cost less per event and hold row locks longer
 * @param batchConcurrency batches in work at a time; beside the first go large ones, or any where it takes long. More use more database connections
 * @param eventConcurrency single events in work at a time; as many calls reach the provider at once
 * @param attempts of a record before it is parked
 * @param firstDelay before the second attempt
 * @param maxDelay between attempts, and between looks at a dependency that is gone
 * @param timeLimit for handling one batch or single event, its publication included. The last resort against a handler that never answers;
 *     keep it above the handlers' own limits, which know better what a late answer means
 * @param drain how long stopping waits for what is in work
 */
@ConfigurationProperties("millrace.pipeline")
public record PipelineProperties(
        @DefaultValue("1000") int maxInFlight,
        @DefaultValue("500") int maxBatch,
        @DefaultValue("2") int batchConcurrency,
        @DefaultValue("1000") int eventConcurrency,
        @DefaultValue("5") int attempts,
        @DefaultValue("500ms") Duration firstDelay,
        @DefaultValue("10s") Duration maxDelay,
        @DefaultValue("60s") Duration timeLimit,
        @DefaultValue("20s") Duration drain) {

    KafkaPipelines.Bounds bounds() {
        return new KafkaPipelines.Bounds(
                maxInFlight,
                maxBatch,
                batchConcurrency,
                eventConcurrency,
                new RetryPolicy(attempts, firstDelay, maxDelay),
                timeLimit,
                drain);
    }
}
