package io.millrace.events;

/** An operator has looked at a dead letter, and nothing is to be done about it. The record stays where it is. */
public record DeadLetterDiscarded(DeadLetterId letter, String by) implements DeadLetterActed {

    public DeadLetterDiscarded {
        DeadLetterActed.requireName(by);
    }

    @Override
    public String subject() {
        return letter.toString();
    }
}
