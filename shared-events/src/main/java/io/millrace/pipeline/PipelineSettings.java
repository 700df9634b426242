package io.millrace.pipeline;

import java.time.Duration;

/**
 * The bounds of a pipeline.
 *
 * @param maxInFlight records received and not settled, at most; what stops the polling when handlers are slow
 * @param maxBatch events in one batch, at most; 1 for handlers of single events
 * @param minBeside keys that are free to go before a batch goes beside one that is in work; 1 for handlers of single events
 * @param concurrency batches in work at a time, at most
 * @param drain how long stopping waits for records in work to settle
 */
record PipelineSettings(
        int maxInFlight, int maxBatch, int minBeside, int concurrency, RetryPolicy retries, Duration drain) {}
