package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class NegotiationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=\"UTF-8\""
            })
    void takesJsonHoweverItIsSpelt(String type) {
        assertThat(Negotiation.brings(headers(HttpHeaders.CONTENT_TYPE, type), Negotiation.JSON))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/*", "application/problem+json", "text/json", "application/json;charset=utf-16", ""})
    void takesNothingElseForJson(String type) {
        assertThat(Negotiation.brings(headers(HttpHeaders.CONTENT_TYPE, type), Negotiation.JSON))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "text/html, application/json;q=0.1",
                "text/html;q=0, */*;q=0.1"
            })
    void answersInJsonWhereItIsTaken(String accept) {
        assertThatCode(() -> Negotiation.requireAccepted(headers(HttpHeaders.ACCEPT, accept), Negotiation.JSON))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json;q=0", "*/*, application/*;q=0", "text/*", "nonsense"})
    void doesNotAnswerInJsonWhereItIsRuledOut(String accept) {
        assertThatThrownBy(() -> Negotiation.requireAccepted(headers(HttpHeaders.ACCEPT, accept), Negotiation.JSON))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(406));
    }

    private static HttpHeaders headers(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.add(name, value);
        return headers;
    }
}
