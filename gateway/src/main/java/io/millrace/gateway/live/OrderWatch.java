package io.millrace.gateway.live;

import io.millrace.events.OrderId;

/** Somebody who wants to know what becomes of one order. Called on the hub's thread alone, and must not hold it up. */
interface OrderWatch {

    OrderId id();

    /** A state of the order. Not always newer than the one before: snapshots and changes cross each other, and records come twice. */
    void state(OrderState state);

    /** Nobody placed this order, as far as can be told by now. */
    void unknown();

    /** The state of the order cannot be found out for the moment. Changes are told nevertheless, should they come. */
    void unavailable(Throwable reason);

    /** Nothing happened for a while. */
    void beat();

    /** The hub ends; nothing will be told from here on. */
    void end();
}
