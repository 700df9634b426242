package io.millrace.payment.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import reactor.netty.http.client.HttpClient;

/** Providers as they are in the service, for tests elsewhere. */
public final class PaymentProviders {

    private PaymentProviders() {}

    /** One on this port of this machine. Its circuit is new, and so never opens before a test is over. */
    public static PaymentProvider at(int port) {
        return at(port, Duration.ofSeconds(5));
    }

    public static PaymentProvider at(int port, Duration timeLimit) {
        return new GuardedPaymentProvider(
                new HttpPaymentProvider(HttpClient.create().host("127.0.0.1").port(port)),
                timeLimit,
                CircuitBreaker.ofDefaults("test"));
    }
}
