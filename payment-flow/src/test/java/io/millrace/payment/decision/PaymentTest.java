package io.millrace.payment.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import io.millrace.events.PaymentCompleted;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentTest {

    private static final OrderId ORDER = new OrderId(UUID.fromString("0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0f"));
    private static final Charge CHARGE = new Charge(2598, "EUR");

    @ParameterizedTest(name = "asked {0}, {1}, {2}, captured {3}, voided {4}: {5}")
    @CsvSource({
        // A mark that came first: the order is never authorized.
        "false, UNKNOWN,  CANCELLED, false, false, Nothing",
        "false, UNKNOWN,  OPEN,      false, false, Nothing",
        "true,  UNKNOWN,  OPEN,      false, false, Authorize",
        "true,  APPROVED, OPEN,      false, false, Nothing",
        "true,  DECLINED, OPEN,      false, false, Nothing",
        // Asked, the answer lost: the provider tells it again, and what it set aside can be given back.
        "true,  UNKNOWN,  CANCELLED, false, false, Authorize",
        "true,  APPROVED, CANCELLED, false, false, Void",
        "true,  APPROVED, CANCELLED, false, true,  Nothing",
        "true,  DECLINED, CANCELLED, false, false, Nothing",
        "true,  APPROVED, CONFIRMED, false, false, Capture",
        "true,  APPROVED, CONFIRMED, true,  false, Nothing",
        // The topics are read again from their beginning: the creation comes after the ending.
        "true,  UNKNOWN,  CONFIRMED, false, false, Authorize",
        "false, UNKNOWN,  CONFIRMED, false, false, NothingToCapture",
        "true,  DECLINED, CONFIRMED, false, false, NothingToCapture",
    })
    void owesWhatIsKnownAndNotDoneYet(
            boolean asked, Verdict verdict, Ending ending, boolean captured, boolean voided, String step) {
        Payment payment = new Payment(ORDER, asked ? CHARGE : null, verdict, ending, captured, voided);

        assertThat(payment.next().getClass().getSimpleName()).isEqualTo(step);
    }

    @Test
    void authorizesTheChargeThatWasRecordedUnderTheOrdersKey() {
        assertThat(payment(CHARGE, Verdict.UNKNOWN).next()).isInstanceOfSatisfying(Step.Authorize.class, call -> {
            assertThat(call.charge()).isEqualTo(CHARGE);
            assertThat(call.idempotencyKey()).isEqualTo("authorization:" + ORDER);
        });
    }

    @Test
    void hasAKeyOfItsOwnForEachKindOfCall() {
        assertThat(new Step.Capture(ORDER).idempotencyKey()).isEqualTo("capture:" + ORDER);
        assertThat(new Step.Void(ORDER).idempotencyKey()).isEqualTo("void:" + ORDER);
    }

    @Test
    void answersWithWhatTheProviderSaidAndWithNothingBefore() {
        assertThat(payment(CHARGE, Verdict.UNKNOWN).outcome()).isEmpty();
        assertThat(payment(CHARGE, Verdict.APPROVED).outcome()).contains(PaymentCompleted.approved(ORDER));
        assertThat(payment(CHARGE, Verdict.DECLINED).outcome()).contains(PaymentCompleted.declined(ORDER));
    }

    private static Payment payment(@Nullable Charge charge, Verdict verdict) {
        return new Payment(ORDER, charge, verdict, Ending.OPEN, false, false);
    }
}
