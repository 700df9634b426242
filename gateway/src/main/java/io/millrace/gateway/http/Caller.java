package io.millrace.gateway.http;

import org.springframework.web.server.ServerWebExchange;

/**
 * Who sends a request. Idempotency keys belong to a caller, so that two callers never meet by choosing the same key.
 *
 * @param name stable over time
 */
public record Caller(String name) {

    private static final Caller ANONYMOUS = new Caller("anonymous");

    /** Everybody is the same caller as long as nobody has to say who they are. */
    @SuppressWarnings("unused") // the exchange will tell once there is access control
    public static Caller of(ServerWebExchange exchange) {
        return ANONYMOUS;
    }
}
