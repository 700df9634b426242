package io.millrace.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Step;
import io.millrace.pipeline.PermanentFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class HttpPaymentProviderTest {

    private final OrderId order = new OrderId(Uuids.version7(1));
    private final Step.Call authorize = new Step.Authorize(order, new Charge(2598, "EUR"));
    private final StubProvider stub = StubProvider.start();
    private final PaymentProvider provider =
            new HttpPaymentProvider(HttpClient.create().host("127.0.0.1").port(stub.port()));

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void saysWhatIsToBeAuthorizedUnderTheKeyOfTheCall() {
        expect(authorize, new Answer.Approved("a-1"));

        assertThat(stub.keys()).containsExactly("authorization:" + order);
        assertThat(stub.bodies())
                .containsExactly("{\"orderId\":\"" + order + "\",\"amountCents\":2598,\"currency\":\"EUR\"}");
    }

    @Test
    void capturesWhatWasAuthorized() {
        expect(authorize, new Answer.Approved("a-1"));
        expect(new Step.Capture(order), new Answer.Captured());

        assertThat(stub.keys()).endsWith("capture:" + order);
        assertThat(stub.bodies()).endsWith("{\"orderId\":\"" + order + "\"}");
    }

    @Test
    void voidsWhatWasAuthorized() {
        expect(authorize, new Answer.Approved("a-1"));
        expect(new Step.Void(order), new Answer.Voided());

        assertThat(stub.keys()).endsWith("void:" + order);
    }

    @Test
    void takesARefusalByTheBankAsAnAnswer() {
        expect(new Step.Authorize(order, new Charge(1013, "EUR")), new Answer.Declined());
    }

    @Test
    void authorizesAnOrderThatCostsNothingLikeAnyOther() {
        expect(new Step.Authorize(order, new Charge(0, "EUR")), new Answer.Approved("a-1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 422})
    void isDoneWithACallThatIsRefusedForWhatItSays(int status) {
        stub.failsNext(status);

        StepVerifier.create(provider.answer(authorize)).verifyError(PermanentFailure.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 408, 409, 429, 500, 503})
    void mayTryAgainACallThatMetABadMoment(int status) {
        stub.failsNext(status);

        StepVerifier.create(provider.answer(authorize)).verifyError(ProviderError.class);
        expect(authorize, new Answer.Approved("a-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "APPROVED",
                "[]",
                "{",
                "{\"status\":\"APPROVED\"}",
                "{\"id\":\"a-1\",\"status\":\"CAPTURED\"}",
                "{\"id\":7,\"status\":\"APPROVED\"}",
                "{\"id\":\"a-1\",\"status\":null}"
            })
    void takesNothingForAnAnswerThatIsNone(String body) {
        stub.saysNext(body);

        StepVerifier.create(provider.answer(authorize)).verifyError(ProviderError.class);
    }

    @Test
    void doesNotReadAnAnswerWithoutEnd() {
        stub.saysNext("{\"id\":\"" + "a".repeat(100_000) + "\"}");

        StepVerifier.create(provider.answer(authorize)).verifyError(ProviderError.class);
    }

    @Test
    void failsWhenTheConnectionIsClosedWithoutAnAnswer() {
        stub.closesNext();

        StepVerifier.create(provider.answer(authorize)).verifyError(java.io.IOException.class);
    }

    private void expect(Step.Call call, Answer answer) {
        StepVerifier.create(provider.answer(call)).expectNext(answer).verifyComplete();
    }
}
