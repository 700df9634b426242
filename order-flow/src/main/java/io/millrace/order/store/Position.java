package io.millrace.order.store;

import io.millrace.events.OrderId;
import java.time.Instant;

/** The place of an order among all orders by age. The id breaks ties, so that going on behind it neither skips nor repeats any. */
public record Position(Instant placedAt, OrderId orderId) {}
