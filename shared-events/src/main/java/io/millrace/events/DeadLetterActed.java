package io.millrace.events;

/**
 * Something that was done about dead letters. All kinds stand on one topic, so that what happened to one letter stands in one order: the
 * first that was wished for it is what becomes of it.
 */
public sealed interface DeadLetterActed extends Fact
        permits DeadLetterReplayRequested, DeadLetterReplayed, DeadLetterDiscarded, BulkReplay {

    int MAX_NAME = 100;

    /** Who wanted it: 1 to {@link #MAX_NAME} characters, none of them a control character. */
    String by();

    /** Whether {@code name} can stand for somebody. */
    static boolean isName(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME && Rules.isPlainText(name);
    }

    /** @throws InvalidFact when {@code name} cannot stand for anybody */
    static void requireName(String name) {
        Rules.require(isName(name), "a name is 1 to 100 characters and no control characters");
    }
}
