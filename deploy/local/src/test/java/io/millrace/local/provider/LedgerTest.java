package io.millrace.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    @TempDir
    Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.in(folder.resolve("journal"));
    }

    @Test
    void answersARepeatedKeyAsBeforeAndDoesNothing() {
        Answer first = authorize("key", "order", 1200);
        Answer second = authorize("key", "order", 1200);

        assertThat(second).isEqualTo(first);
        assertThat(ledger.lines()).containsEntry("authorizations", new Ledger.Line(2, 1, 1));
    }

    @Test
    void refusesAKeyThatCameWithAnotherRequest() {
        authorize("key", "order", 1200);

        assertThat(problem(authorize("key", "order", 1300))).isEqualTo(422);
    }

    @Test
    void chargesTwiceWhoeverAsksUnderTwoKeys() {
        authorize("key", "order", 1200);
        authorize("another key", "order", 1200);

        assertThat(ledger.lines()).containsEntry("authorizations", new Ledger.Line(2, 2, 1));
    }

    @Test
    void declinesThirteenCentsAndCountsThemApart() {
        assertThat(status(authorize("a", "unlucky", 113))).isEqualTo(Effect.DECLINED);
        assertThat(status(authorize("b", "lucky", 1300))).isEqualTo(Effect.APPROVED);
        authorize("a", "unlucky", 113);

        assertThat(ledger.lines())
                .containsEntry("declined", new Ledger.Line(2, 1, 1))
                .containsEntry("authorizations", new Ledger.Line(1, 1, 1));
    }

    @Test
    void capturesOnlyWhatIsAuthorizedAndNotVoided() {
        assertThat(problem(call(Operation.CAPTURE, "1", "order"))).isEqualTo(409);

        authorize("2", "order", 1200);
        assertThat(status(call(Operation.VOID, "3", "order"))).isEqualTo(Effect.VOIDED);

        assertThat(problem(call(Operation.CAPTURE, "4", "order"))).isEqualTo(409);
        assertThat(ledger.lines()).containsEntry("captures", new Ledger.Line(2, 0, 0));
    }

    @Test
    void doesNotVoidWhatIsCaptured() {
        authorize("1", "order", 1200);
        assertThat(status(call(Operation.CAPTURE, "2", "order"))).isEqualTo(Effect.CAPTURED);

        assertThat(problem(call(Operation.VOID, "3", "order"))).isEqualTo(409);
        assertThat(ledger.lines()).containsEntry("voids", new Ledger.Line(1, 0, 0));
    }

    @Test
    void keepsAuthorizationsAndCapturesUnderTheSameKeyApart() {
        authorize("key", "order", 1200);

        assertThat(status(call(Operation.CAPTURE, "key", "order"))).isEqualTo(Effect.CAPTURED);
    }

    @Test
    void knowsEverythingAgainWhenItIsOpenedAgain() {
        // more than fit into the first segment of the journal
        for (int order = 0; order < 120_000; order++) {
            authorize("key-" + order, "order-" + order, 1200);
        }
        Answer first = authorize("key", "order", 113);
        var before = ledger.lines();

        open();

        assertThat(ledger.lines()).isEqualTo(before);
        assertThat(authorize("key", "order", 113)).isEqualTo(first);
        assertThat(status(call(Operation.CAPTURE, "capture", "order-119999"))).isEqualTo(Effect.CAPTURED);
        assertThat(ledger.lines()).containsEntry("declined", new Ledger.Line(2, 1, 1));
    }

    private Answer authorize(String key, String order, long amountCents) {
        return call(Operation.AUTHORIZATION, key, new PaymentRequest(order, null, amountCents, "EUR"));
    }

    private Answer call(Operation operation, String key, String order) {
        return call(operation, key, new PaymentRequest(order, null, null, null));
    }

    private Answer call(Operation operation, String key, PaymentRequest request) {
        ledger.countCall(operation, request);
        return ledger.perform(operation, key, request);
    }

    private static Effect status(Answer answer) {
        return assertThat(answer)
                .asInstanceOf(InstanceOfAssertFactories.type(Answer.Done.class))
                .actual()
                .payment()
                .status();
    }

    private static int problem(Answer answer) {
        return assertThat(answer)
                .asInstanceOf(InstanceOfAssertFactories.type(Answer.Problem.class))
                .actual()
                .status();
    }
}
