package io.millrace.acceptance.client;

/** Pieces of one article, at a price. */
public record OrderLine(String sku, long quantity, long unitPriceCents) {}
