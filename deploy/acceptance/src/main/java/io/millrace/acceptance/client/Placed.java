package io.millrace.acceptance.client;

/** The gateway's promise that the broker has the order. */
public record Placed(String orderId, String status, long totalCents, String currency) {}
