package io.millrace.acceptance.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An order as it stands. */
public record OrderView(
        String orderId,
        String customerId,
        String currency,
        long totalCents,
        List<OrderLine> items,
        String status,
        @Nullable String reason,
        @Nullable Payment payment,
        int version,
        @Nullable String correlationId,
        @Nullable String traceId,
        Instant placedAt,
        Instant updatedAt,
        @Nullable Instant settledAt,
        List<Step> timeline) {

    /** What is known of the payment: nothing yet, or the provider's word. */
    public record Payment(boolean approved, @Nullable String reason) {}

    public record Step(String status, Instant at) {}

    public static OrderView read(String json) {
        return JsonMapper.shared().readValue(json, OrderView.class);
    }

    public boolean isSettled() {
        return !status.equals("ACCEPTED");
    }

    public boolean isConfirmed() {
        return status.equals("CONFIRMED");
    }

    /** {@code CONFIRMED}, or the reason of a cancellation: {@code CANCELLED: OUT_OF_STOCK}. */
    public String outcome() {
        return reason == null ? status : status + ": " + reason;
    }
}
