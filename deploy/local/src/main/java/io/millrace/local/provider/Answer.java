package io.millrace.local.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What a call is answered with. */
sealed interface Answer {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Payment(
            String id,
            String orderId,
            Effect status,
            @Nullable String reason) {}

    /** It had its effect, now or when the key was first used. */
    record Done(Payment payment) implements Answer {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(String type, String title, int status, String detail) implements Answer {}

    static Answer done(Effect effect, Fingerprint key, String orderId) {
        String reason = effect == Effect.DECLINED ? "insufficient funds" : null;
        return new Done(new Payment(effect.idPrefix() + "-" + key, orderId, effect, reason));
    }

    static Answer problem(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail);
    }
}
