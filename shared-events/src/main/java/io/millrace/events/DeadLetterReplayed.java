package io.millrace.events;

import org.jspecify.annotations.Nullable;

/**
 * A dead letter stands on its original topic again.
 *
 * @param by who asked for it
 * @param bulkReplay the id of the {@link BulkReplay} it was part of; null when it was asked for by itself
 */
public record DeadLetterReplayed(
        DeadLetterId letter, String by, @Nullable String bulkReplay) implements DeadLetterActed {

    public DeadLetterReplayed {
        DeadLetterActed.requireName(by);
    }

    @Override
    public String subject() {
        return letter.toString();
    }
}
