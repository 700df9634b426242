package io.millrace.payment.decision;

/**
 * What an order costs.
 *
 * @param amountCents hundredths of the currency; 0 is authorized like any other amount
 * @param currency three capital letters
 */
public record Charge(long amountCents, String currency) {}
