package io.millrace.inventory.intake;

import io.millrace.events.Event;

/** Facts from topics that this flow does not read. */
final class Unread {

    private Unread() {}

    static IllegalArgumentException fact(Event<?> event) {
        return new IllegalArgumentException(
                "inventory-flow does not read " + event.fact().getClass().getSimpleName());
    }
}
