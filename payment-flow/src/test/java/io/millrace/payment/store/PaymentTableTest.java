package io.millrace.payment.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Ending;
import io.millrace.payment.decision.Payment;
import io.millrace.payment.decision.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PaymentTableTest {

    private static final Charge CHARGE = new Charge(2598, "EUR");
    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");

    private final PaymentDatabase database = PaymentDatabase.get();
    private final OrderId order = anOrder();

    @Test
    void tellsWhatIsKnownToWhoeverRecords() {
        record(Finding.asking(order, CHARGE));
        record(Finding.answered(order, new Answer.Approved("a-1"), NOW));
        record(Finding.ended(order, Ending.CONFIRMED));

        assertThat(record(Finding.answered(order, new Answer.Captured(), NOW)))
                .isEqualTo(new Payment(order, CHARGE, Verdict.APPROVED, Ending.CONFIRMED, true, false));
    }

    @Test
    void keepsWhatWasRecordedFirst() {
        record(Finding.asking(order, CHARGE));
        record(Finding.answered(order, new Answer.Declined(), NOW));
        record(Finding.ended(order, Ending.CANCELLED));

        record(Finding.asking(order, new Charge(1, "USD")));
        record(Finding.answered(order, new Answer.Approved("a-1"), NOW));

        assertThat(record(Finding.ended(order, Ending.CONFIRMED)))
                .isEqualTo(new Payment(order, CHARGE, Verdict.DECLINED, Ending.CANCELLED, false, false));
    }

    @Test
    void takesNoChargeForAnOrderThatIsCancelled() {
        record(Finding.ended(order, Ending.CANCELLED));

        assertThat(record(Finding.asking(order, CHARGE)))
                .isEqualTo(new Payment(order, null, Verdict.UNKNOWN, Ending.CANCELLED, false, false));
    }

    @Test
    void answersEachFindingOfABatchAtItsPlace() {
        List<Finding> findings = new ArrayList<>();
        for (int cents = 0; cents < 500; cents++) {
            findings.add(Finding.asking(anOrder(), new Charge(cents, "EUR")));
        }
        Collections.shuffle(findings, new Random(1));

        StepVerifier.create(database.table().merge(findings))
                .assertNext(payments -> {
                    assertThat(payments).extracting(Payment::orderId).containsExactlyElementsOf(ids(findings));
                    assertThat(payments)
                            .extracting(Payment::charge)
                            .containsExactlyElementsOf(
                                    findings.stream().map(Finding::charge).toList());
                })
                .verifyComplete();
    }

    @Test
    void mergesTwoFindingsOfOneOrderInOneBatch() {
        List<Finding> findings =
                List.of(Finding.asking(order, CHARGE), Finding.answered(order, new Answer.Approved("a-1"), NOW));
        Payment both = new Payment(order, CHARGE, Verdict.APPROVED, Ending.OPEN, false, false);

        StepVerifier.create(database.table().merge(findings))
                .expectNext(List.of(both, both))
                .verifyComplete();
    }

    @Test
    void doesNotDeadlockWhenInstancesRecordTheSameOrdersInOtherBatches() {
        List<OrderId> orders =
                IntStream.range(0, 200).mapToObj(any -> anOrder()).toList();
        Random random = new Random(2);

        Flux<List<Payment>> batches = Flux.range(0, 40)
                .flatMap(
                        any -> {
                            List<OrderId> shuffled = new ArrayList<>(orders);
                            Collections.shuffle(shuffled, random);
                            return database.table()
                                    .merge(shuffled.stream()
                                            .map(each -> Finding.asking(each, CHARGE))
                                            .toList());
                        },
                        8);

        StepVerifier.create(batches).expectNextCount(40).verifyComplete();
    }

    @Test
    void refusesToRecordACaptureOfAnOrderThatIsCancelled() {
        record(Finding.asking(order, CHARGE));
        record(Finding.answered(order, new Answer.Approved("a-1"), NOW));
        record(Finding.ended(order, Ending.CANCELLED));

        StepVerifier.create(database.record(Finding.answered(order, new Answer.Captured(), NOW)))
                .verifyError(DataIntegrityViolationException.class);
    }

    @Test
    void keepsTheProvidersNameForTheAuthorizationAndTheMomentOfTheCapture() {
        record(Finding.asking(order, CHARGE));
        record(Finding.answered(order, new Answer.Approved("a-1"), NOW));
        record(Finding.ended(order, Ending.CONFIRMED));
        record(Finding.answered(order, new Answer.Captured(), NOW));

        Mono<Map<String, Object>> row = database.client()
                .sql("select authorization_id, captured_at from payments where order_id = $1")
                .bind(0, order.value())
                .fetch()
                .one();

        StepVerifier.create(row)
                .assertNext(columns -> {
                    assertThat(columns).containsEntry("authorization_id", "a-1");
                    assertThat(columns.get("captured_at")).hasToString("2026-11-21T05:00Z");
                })
                .verifyComplete();
    }

    private Payment record(Finding finding) {
        return database.record(finding).blockOptional().orElseThrow();
    }

    private static List<OrderId> ids(List<Finding> findings) {
        return findings.stream().map(Finding::orderId).toList();
    }

    private static OrderId anOrder() {
        return new OrderId(Uuids.version7(System.currentTimeMillis()));
    }
}
