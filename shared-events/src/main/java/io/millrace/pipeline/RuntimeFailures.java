package io.millrace.pipeline;

import io.millrace.events.InvalidFact;
import io.millrace.events.wire.Undecodable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** Sorts the runtime's own errors and those of the producer. */
final class RuntimeFailures implements FailureSorter {

    @Override
    public @Nullable Failure sort(Throwable error) {
        return switch (error) {
            case Outage outage -> new Failure.Unavailable(outage.dependency());
            case PermanentFailure permanent -> Failure.PERMANENT;
            case InvalidFact invalid -> Failure.PERMANENT;
            case Undecodable undecodable -> Failure.PERMANENT;
            case RecordTooLargeException tooLarge -> Failure.PERMANENT;
            // The producer has tried again for its whole delivery time-out, or may not write at all: whatever the
            // record is. Nor could it be parked there.
            case KafkaException brokerAway -> new Failure.Unavailable(Failure.KAFKA);
            case QueueFull full -> new Failure.Unavailable(full.dependency());
            default -> null;
        };
    }
}
