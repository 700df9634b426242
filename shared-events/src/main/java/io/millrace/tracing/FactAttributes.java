package io.millrace.tracing;

import io.millrace.events.CancellationReason;
import io.millrace.events.Fact;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCancellationRequested;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.PaymentCompleted;
import io.opentelemetry.api.trace.SpanBuilder;
import org.jspecify.annotations.Nullable;

/** What a trace shows of a fact: how things stand and why, and nothing that is a customer's. */
final class FactAttributes {

    private FactAttributes() {}

    static void describe(SpanBuilder span, Fact fact) {
        switch (fact) {
            case OrderStatusChanged order -> {
                span.setAttribute(Semconv.ORDER_STATUS, order.status().name());
                reason(span, order.reason());
            }
            case OrderCancellationRequested wish -> reason(span, wish.reason());
            case PaymentCompleted payment -> reason(span, payment.reason());
            case InventoryReserved inventory -> reason(span, inventory.reason());
            case OrderAbandoned order -> reason(span, order.reason());
            default -> {
                // Its topic says all there is to say.
            }
        }
    }

    private static void reason(SpanBuilder span, @Nullable CancellationReason reason) {
        if (reason != null) {
            span.setAttribute(Semconv.REASON, reason.name());
        }
    }
}
