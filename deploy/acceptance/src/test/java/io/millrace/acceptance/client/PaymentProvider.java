package io.millrace.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

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
        setDown(true);
        return new Outage();
    }

    private void setDown(boolean down) {
        int status = http.put("/faults", "{\"down\":%b}".formatted(down)).status();
        assertThat(status).as("status of PUT /faults").isBetween(200, 204);
    }

    public final class Outage implements AutoCloseable {

        @Override
        public void close() {
            setDown(false);
        }
    }
}
