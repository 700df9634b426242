package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.PaymentProvider;
import io.millrace.acceptance.client.PaymentProvider.Ledger;
import io.millrace.acceptance.client.PaymentProvider.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that errs, or answers too late, has often charged all the same; nobody is charged twice for it. */
@Acceptance
@Timeout(300)
class ProviderTroubleIT {

    /** Longer than payment-flow waits for an answer. */
    private static final Duration TOO_LATE = Duration.ofSeconds(7);

    private final Millrace millrace;
    private final Orders orders;
    private final PaymentProvider provider;
    private final String sku;

    ProviderTroubleIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
        provider = millrace.provider();
        sku = millrace.inventory().anArticle();
    }

    @Test
    void settlesAllWhileThirtyPercentOfTheCallsFailAndChargesEachOnce() {
        Ledger before = provider.ledger();
        List<String> placed;
        try (Outage outage = provider.fails(0.3)) {
            placed = place(300);
            Backlog.awaitSettled(millrace, placed);
            capturedOnce(300, before);
        }
        assertThat(calls(provider.ledger()) - calls(before)).as("calls").isGreaterThan(700);
        isConfirmed(placed);
    }

    @Test
    void chargesOnceWhoIsChargedByAnAnswerThatCameTooLate() {
        Ledger before = provider.ledger();
        List<String> placed;
        try (Outage outage = provider.isSlow(TOO_LATE)) {
            placed = place(20);
            await("what payment-flow waits for")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(millrace.readiness("payment-flow").body())
                                    .contains("waits for payment-provider"));
            await("all to be charged, and some to be asked for again")
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> {
                        Ledger now = provider.ledger();
                        assertThat(now.authorizations().orders()
                                        - before.authorizations().orders())
                                .isEqualTo(20);
                        assertThat(now.authorizations().calls()
                                        - before.authorizations().calls())
                                .isGreaterThan(20);
                    });
        }
        Backlog.awaitSettled(millrace, placed);
        isConfirmed(placed);
        capturedOnce(20, before);
    }

    private List<String> place(int count) {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            placed.add(orders.place(anOrder().of(1, sku)).orderId());
        }
        return placed;
    }

    private void isConfirmed(List<String> placed) {
        assertThat(placed).map(orders::get).extracting(OrderView::outcome).containsOnly("CONFIRMED");
    }

    private void capturedOnce(int count, Ledger before) {
        await("capture of each").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Ledger now = provider.ledger();
            assertThat(now.authorizations().effects() - before.authorizations().effects())
                    .isEqualTo(count);
            assertThat(now.captures().effects() - before.captures().effects()).isEqualTo(count);
        });
    }

    private static long calls(Ledger ledger) {
        return ledger.authorizations().calls() + ledger.captures().calls();
    }
}
