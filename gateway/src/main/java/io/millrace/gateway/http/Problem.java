package io.millrace.gateway.http;

import io.millrace.gateway.intake.FieldError;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request is not answered as asked: an RFC 9457 problem, less what belongs to the one request ({@code instance} and
 * {@code correlationId}), which {@link ProblemJson} adds.
 *
 * @param kind last part of {@code type}; clients branch on it, so it never changes
 * @param detail for people; says what to do better and never how we are built
 * @param errors what is wrong with each field; empty unless fields are the matter
 * @param headers to send along, such as {@code Retry-After} or {@code Allow}
 */
public record Problem(
        int status, String kind, String title, String detail, List<FieldError> errors, Map<String, String> headers) {

    /** What {@code type} starts with. A name and no address: there is nothing to fetch. */
    public static final String TYPE_PREFIX = "urn:millrace:problem:";

    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    /** The URI that names this kind of problem. */
    public String type() {
        return TYPE_PREFIX + kind;
    }

    /** The request itself cannot be made out. */
    public static Problem badRequest(String detail) {
        return of(400, "bad-request", "Bad request", detail);
    }

    /** A header, a parameter or the path says something that cannot be. */
    public static Problem badRequest(String field, String message) {
        return refused(List.of(new FieldError(field, message)));
    }

    /** Fields are refused, each by name. */
    public static Problem refused(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? sentence(errors.getFirst())
                : errors.size() + " things are wrong with the request; errors names each.";
        return new Problem(400, "refused", "The request is refused", detail, errors, Map.of());
    }

    public static Problem notFound(String detail) {
        return of(404, "not-found", "Not found", detail);
    }

    /** Nobody placed an order with this id, or what stands in its place can be the id of none. */
    public static Problem noSuchOrder() {
        return notFound("There is no order with this id.");
    }

    public static Problem methodNotAllowed(Collection<String> allowed) {
        String methods = String.join(", ", allowed);
        return of(405, "method-not-allowed", "Method not allowed", "Here one can " + methods + ".")
                .with("Allow", methods);
    }

    public static Problem notAcceptable(String offered) {
        return of(
                406,
                "not-acceptable",
                "Not acceptable",
                "The answer would be " + offered + ", which Accept rules out.");
    }

    /** What is asked for cannot be done to the thing as it is now. */
    public static Problem conflict(String detail) {
        return of(409, "conflict", "Not as things stand", detail);
    }

    /** The body stopped coming. */
    public static Problem requestTimeout(String detail) {
        return of(408, "request-timeout", "The request took too long", detail).with("Connection", "close");
    }

    public static Problem contentTooLarge(long maxBytes) {
        return of(413, "content-too-large", "Content too large", "A body may have " + maxBytes + " bytes here.")
                .with("Connection", "close");
    }

    public static Problem unsupportedMediaType(String accepted) {
        return of(
                415, "unsupported-media-type", "Unsupported media type", "The body must be sent as " + accepted + ".");
    }

    /** An idempotency key comes a second time, with something else. */
    public static Problem idempotencyKeyReused() {
        return of(
                422,
                "idempotency-key-reused",
                "The idempotency key is taken",
                "This Idempotency-Key was used before with another body. A new order needs a new key.");
    }

    /** Not now. {@code retryAfter} is an honest guess at when, in whole seconds and at least one. */
    public static Problem unavailable(String detail, Duration retryAfter) {
        return of(503, "unavailable", "Service unavailable", detail)
                .with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    /** Something here is broken. Says nothing of what; the log does, under the correlation id. */
    public static Problem internal() {
        return of(
                500,
                "internal",
                "Internal error",
                "The request failed on our side. The log knows it by its correlationId.");
    }

    /** A refusal by somebody who says no more than a status: the server below us, or the framework. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> notFound("There is nothing here.");
            case 408 -> requestTimeout("The request did not come in time.");
            case 413 -> of(413, "content-too-large", "Content too large", "The body is too long.");
            case 414 -> of(414, "uri-too-long", "URI too long", "The request line is too long.");
            case 431 -> of(431, "headers-too-large", "Headers too large", "The headers together are too long.");
            case 503 -> unavailable("The gateway is starting or stopping.", Duration.ofSeconds(5));
            default -> status >= 400 && status < 500 ? badRequest("The request cannot be made out.") : internal();
        };
    }

    /** A problem that has its status as its whole meaning. */
    private static Problem of(int status, String kind, String title, String detail) {
        return new Problem(status, kind, title, detail, List.of(), Map.of());
    }

    /** The same with one header more. */
    public Problem with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Problem(status, kind, title, detail, errors, more);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    private static String sentence(FieldError error) {
        return error.field().isEmpty()
                ? "The body " + error.message() + "."
                : error.field() + " " + error.message() + ".";
    }
}
