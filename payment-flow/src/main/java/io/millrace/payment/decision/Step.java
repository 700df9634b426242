package io.millrace.payment.decision;

import io.millrace.events.OrderId;

/** What is to be done next for a payment. */
public sealed interface Step {

    /**
     * A call to the provider. Whoever makes it again, after a crash, a time-out or on another instance, makes it with the same key, so
     * that it takes effect once.
     */
    sealed interface Call extends Step {

        OrderId orderId();

        String idempotencyKey();
    }

    /** Asks the provider to set the amount aside, or what it answered when it was asked before. */
    record Authorize(OrderId orderId, Charge charge) implements Call {
        @Override
        public String idempotencyKey() {
            return "authorization:" + orderId;
        }
    }

    /** Takes what was set aside. */
    record Capture(OrderId orderId) implements Call {
        @Override
        public String idempotencyKey() {
            return "capture:" + orderId;
        }
    }

    /** Gives back what was set aside. */
    record Void(OrderId orderId) implements Call {
        @Override
        public String idempotencyKey() {
            return "void:" + orderId;
        }
    }

    /** All that is known has been acted upon. */
    record Nothing() implements Step {}

    /** The order was confirmed, and there is nothing to capture. An operator must see this. */
    record NothingToCapture(OrderId orderId, Verdict verdict) implements Step {}
}
