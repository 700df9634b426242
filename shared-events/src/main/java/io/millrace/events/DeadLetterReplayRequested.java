package io.millrace.events;

/** An operator wants a dead letter to be handled once more by the group that failed. */
public record DeadLetterReplayRequested(DeadLetterId letter, String by) implements DeadLetterActed {

    public DeadLetterReplayRequested {
        DeadLetterActed.requireName(by);
    }

    @Override
    public String subject() {
        return letter.toString();
    }
}
