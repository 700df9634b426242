package io.millrace.acceptance.load;

import io.millrace.acceptance.client.OrderDraft;

/**
 * What one customer wants.
 *
 * @param secondThoughts whether they ask for a cancellation as soon as the order is accepted
 */
public record Wish(OrderDraft draft, boolean secondThoughts) {}
