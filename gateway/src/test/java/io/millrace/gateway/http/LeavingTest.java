package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LeavingTest {

    private final Leaving leaving = new Leaving();

    @Test
    void keepsConnectionsWhileItStays() {
        assertThat(answered().getFirst(HttpHeaders.CONNECTION)).isNull();
    }

    @Test
    void makesEachAnswerTheLastOfItsConnectionOnceItIsToStop() {
        leaving.stop();

        assertThat(answered().getFirst(HttpHeaders.CONNECTION)).isEqualTo("close");
    }

    @Test
    void letsTheServerStopOnlyAfterANotice() {
        StepVerifier.withVirtualTime(() -> Mono.create(sink -> leaving.stop(sink::success)))
                .expectSubscription()
                .expectNoEvent(Leaving.NOTICE.minusMillis(1))
                .thenAwait(Leaving.NOTICE)
                .verifyComplete();
    }

    private HttpHeaders answered() {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/orders"));
        leaving.filter(exchange, answer -> answer.getResponse().setComplete()).block();
        return exchange.getResponse().getHeaders();
    }
}
