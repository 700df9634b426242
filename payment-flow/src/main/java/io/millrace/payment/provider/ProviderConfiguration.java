package io.millrace.payment.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.millrace.pipeline.PermanentFailure;
import io.millrace.pipeline.PipelineProperties;
import io.netty.channel.ChannelOption;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Puts the guarded provider together from its properties. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

    @Bean
    PaymentProvider paymentProvider(
            ProviderProperties properties, ConnectionProvider providerConnections, CircuitBreaker providerCircuit) {
        HttpClient http = HttpClient.create(providerConnections)
                .baseUrl(properties.url().toString())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis()));
        return new RepeatedPaymentProvider(
                new GuardedPaymentProvider(new HttpPaymentProvider(http), properties.timeLimit(), providerCircuit));
    }

    /**
     * The bulkhead: no more calls under way than connections. Connections are kept and used again, last in first out, so that those which a burst
     * needed grow idle and are closed.
     */
    @Bean(destroyMethod = "dispose")
    ConnectionProvider providerConnections(ProviderProperties properties, PipelineProperties pipeline) {
        properties.requireConnectionsFor(pipeline.eventConcurrency());
        return connections(properties);
    }

    static ConnectionProvider connections(ProviderProperties properties) {
        return ConnectionProvider.builder(GuardedPaymentProvider.NAME)
                .maxConnections(properties.connections())
                // Nobody waits but for a moment, while a connection that was closed is replaced.
                .pendingAcquireMaxCount(properties.connections())
                .pendingAcquireTimeout(properties.timeLimit())
                .maxIdleTime(properties.idleLimit())
                .lifo()
                .metrics(true)
                .build();
    }

    @Bean
    CircuitBreakerRegistry circuitBreakers(ProviderProperties properties) {
        return CircuitBreakerRegistry.of(circuit(properties));
    }

    @Bean
    CircuitBreaker providerCircuit(CircuitBreakerRegistry circuitBreakers) {
        return circuitBreakers.circuitBreaker(GuardedPaymentProvider.NAME);
    }

    @Bean
    TaggedCircuitBreakerMetrics circuitBreakerMetrics(CircuitBreakerRegistry circuitBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuitBreakers);
    }

    static CircuitBreakerConfig circuit(ProviderProperties properties) {
        ProviderProperties.Circuit circuit = properties.circuit();
        return CircuitBreakerConfig.custom()
                // By time and not by count: after a quiet hour, yesterday's successes must not outweigh the few calls
                // that fail now.
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(Math.toIntExact(circuit.window().toSeconds()))
                .failureRateThreshold(circuit.failureRate())
                .minimumNumberOfCalls(circuit.minimumCalls())
                .waitDurationInOpenState(circuit.openFor())
                .permittedNumberOfCallsInHalfOpenState(circuit.trialCalls())
                // Without it, a trial call whose end is never reported leaves the circuit half open, and closed to all,
                // for ever.
                .maxWaitDurationInHalfOpenState(properties.timeLimit().plus(circuit.openFor()))
                // Whoever refuses a call is there.
                .ignoreExceptions(PermanentFailure.class)
                .build();
    }
}
