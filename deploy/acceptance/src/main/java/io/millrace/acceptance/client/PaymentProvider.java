package io.millrace.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** The payment provider's stand-in: what it has booked, and how it misbehaves when told to. */
public final class PaymentProvider {

    private final Http http;

    public PaymentProvider(Http http) {
        this.http = http;
    }

    /** Requests received, how many of them changed something, and the distinct orders they were for. */
    public record Tally(long calls, long effects, long orders) {}

    public record Ledger(Tally authorizations, Tally captures, Tally voids, Tally declined) {}

    public Ledger ledger() {
        return http.get("/ledger").expecting(200).as(Ledger.class);
    }

    /** Hangs up on every caller until the returned outage is closed. */
    public Outage goesDown() {
        return set(new Misbehaviour(0, 0, true, ""));
    }

    /** Answers that share of the calls with an error, half of them after having done what was asked for. */
    public Outage fails(double share) {
        return set(new Misbehaviour(0, share, false, ""));
    }

    /** Does at once what it is asked for, and answers that much later. */
    public Outage isSlow(Duration latency) {
        return set(new Misbehaviour(latency.toMillis(), 0, false, ""));
    }

    /** Refuses every amount in this currency, though there is nothing wrong with it. */
    public Outage refuses(String currency) {
        return set(new Misbehaviour(0, 0, false, currency));
    }

    private Outage set(Misbehaviour misbehaviour) {
        int status = http.put("/faults", JsonMapper.shared().writeValueAsString(misbehaviour))
                .status();
        assertThat(status).as("status of PUT /faults").isBetween(200, 204);
        return new Outage();
    }

    private record Misbehaviour(long latencyMillis, double errorRate, boolean down, String refusedCurrency) {

        static final Misbehaviour NONE = new Misbehaviour(0, 0, false, "");
    }

    /** Until it is closed; only one at a time. */
    public final class Outage implements AutoCloseable {

        @Override
        public void close() {
            set(Misbehaviour.NONE);
        }
    }
}
