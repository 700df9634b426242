package io.millrace.pipeline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A batch in work goes before small ones: two small ones side by side cost twice as much as one of both. It does so for a limited time, since what takes
 * long waits for something that the others need not wait for. Where several are in work, the one that began last has it.
 */
final class RightOfWay {

    /** Many times what a batch takes on a busy machine. */
    static final Duration LIMIT = Duration.ofMillis(200);

    private final Runnable lookAgain;
    private final AtomicReference<@Nullable Object> holder = new AtomicReference<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param lookAgain run when {@link #isFree} may have changed for another reason than {@link #ended}: some time after it was not */
    RightOfWay(Runnable lookAgain) {
        this.lookAgain = lookAgain;
    }

    void began(Object batch) {
        holder.set(batch);
    }

    /** In whatever way. */
    void ended(Object batch) {
        holder.compareAndSet(batch, null);
    }

    /** Whether small batches may go. */
    boolean isFree() {
        Object batch = holder.get();
        if (batch == null) {
            return true;
        }
        if (!looking.getAndSet(true)) {
            Mono.delay(LIMIT).subscribe(due -> {
                ended(batch);
                looking.set(false);
                lookAgain.run();
            });
        }
        return false;
    }
}
