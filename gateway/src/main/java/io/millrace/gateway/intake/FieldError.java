package io.millrace.gateway.intake;

/**
 * One thing that is wrong with a request.
 *
 * @param field where, as a path such as {@code items[3].quantity}; empty for the body as a whole
 * @param message what would be right
 */
public record FieldError(String field, String message) {}
