package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.load.Attempt.Outcome;
import io.millrace.acceptance.running.Parts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What everybody needs is gone for a while: events wait, nothing is parked, and all goes on by itself. */
@Acceptance
@Timeout(300)
class OutageIT {

    private static final Duration SECONDS = Duration.ofSeconds(30);

    private final Millrace millrace;
    private final Parts parts;

    OutageIT(Millrace millrace) {
        this.millrace = millrace;
        parts = millrace.parts();
    }

    /** Two hundred orders at twenty a second are an outage of ten seconds. */
    @Test
    void ordersAreTakenWhileTheDatabasesAreGoneAndSettleWhenTheyAreBack() {
        try (UnderLoad load = new UnderLoad(millrace)) {
            parts.kill(Parts.POSTGRES);
            Parts.FLOWS.forEach(flow -> saysOnReadiness(flow, "waits for postgres"));
            load.acceptsMore(200);
            parts.startAgain(Parts.POSTGRES);
            assertThat(load.getsThrough("once the databases are back")).isLessThan(SECONDS);
            load.endsWithAllSettledAndNothingParked();
            assertThat(load.refused()).as("orders refused").isEmpty();
        }
    }

    @Test
    void ordersThatWereAcceptedOutliveTheBroker() {
        try (UnderLoad load = new UnderLoad(millrace)) {
            parts.kill(Parts.KAFKA);
            await("a refusal")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !load.refused().isEmpty());
            Parts.SERVICES.forEach(service -> saysOnReadiness(service, "\"kafka\":{\"details\":{\"kafka\":"));
            parts.startAgain(Parts.KAFKA);
            assertThat(load.getsThrough("once the broker is back")).isLessThan(SECONDS);
            load.endsWithAllSettledAndNothingParked();
            assertThat(load.refused())
                    .extracting(attempt -> ((Outcome.Refused) attempt.outcome()).status())
                    .containsOnly(503);
        }
    }

    private void saysOnReadiness(String service, String what) {
        await("what " + service + " waits for")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(millrace.readiness(service).body()).contains(what));
    }
}
