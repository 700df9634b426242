package io.millrace.gateway.live;

/** What came of looking at an order where it is kept. */
sealed interface Sighting {

    record Seen(OrderState state) implements Sighting {}

    /** Order-flow does not know the order; that can mean "not yet". */
    record NotThere() implements Sighting {}

    /** Order-flow could not be asked. */
    record Blind(Throwable reason) implements Sighting {}
}
