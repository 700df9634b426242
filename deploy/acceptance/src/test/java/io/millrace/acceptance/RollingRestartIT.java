package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.load.Mix;
import io.millrace.acceptance.load.PersistentCustomers;
import io.millrace.acceptance.load.SteadyLoad;
import io.millrace.acceptance.running.Part;
import io.millrace.acceptance.running.Parts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new version of everything, while customers go on ordering. */
@Acceptance
@Timeout(300)
class RollingRestartIT {

    private static final Duration STOPPING = Duration.ofSeconds(22);

    private final Millrace millrace;
    private final PersistentCustomers customers;

    RollingRestartIT(Millrace millrace) {
        this.millrace = millrace;
        customers = new PersistentCustomers(millrace.orders());
    }

    @Test
    void losesNoOrderAndMakesNoneTwiceForThoseWhoAskAgain() {
        Mix mix = new Mix(7, List.of(millrace.inventory().anArticle()));
        long deadLetters = millrace.topics().deadLetterCount();
        try (SteadyLoad load = SteadyLoad.start(customers::place, mix, 20)) {
            Parts.SERVICES.forEach(this::restart);
            load.stop();
        }
        System.out.printf(
                "%d orders, %d of them asked for again%n",
                customers.orderIds().size(), customers.askedAgain().size());
        assertThat(customers.disappointed()).isEmpty();
        assertThat(customers.refusals()).as("answers that promised nothing").isEmpty();
        assertThat(customers.askedAgain()).isNotEmpty();
        Backlog.awaitSettled(millrace, customers.orderIds().values());
        customers.askedAgain().forEach(this::hasTheOnePromisedOrder);
        assertThat(millrace.topics().deadLetterCount()).as("dead letters").isEqualTo(deadLetters);
    }

    private void hasTheOnePromisedOrder(String customer) {
        await("the orders of " + customer)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(
                                millrace.orders().list("customerId=" + customer).ids())
                        .containsExactly(customers.orderIds().get(customer)));
    }

    private void restart(String service) {
        Part stopped = millrace.parts().terminate(service);
        millrace.parts().awaitEnd(stopped, STOPPING);
        millrace.parts().startAgain(service);
        int before = customers.orderIds().size();
        await("orders after the restart of " + service)
                .atMost(Duration.ofSeconds(60))
                .until(() -> customers.orderIds().size() >= before + 40);
    }
}
