package io.millrace.gateway.query;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.ChannelOption;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Puts the flows that can be asked together from their properties. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    private static final Logger log = LoggerFactory.getLogger(QueryConfiguration.class);

    /** A page of 100 orders of 100 lines with the longest skus takes 1.4 MB. */
    private static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

    private final QueryProperties properties;
    private final ObservationRegistry observations;

    QueryConfiguration(QueryProperties properties, ObservationRegistry observations) {
        this.properties = properties;
        this.observations = observations;
    }

    @Bean
    OrderFlowQueries orderQueries(ConnectionProvider flowConnections, CircuitBreakerRegistry circuitBreakers) {
        return new OrderFlowQueries(flow("order-flow", properties.orderFlowUrl(), flowConnections, circuitBreakers));
    }

    @Bean
    QueryHandlers queryHandlers(
            OrderFlowQueries orders, ConnectionProvider flowConnections, CircuitBreakerRegistry circuitBreakers) {
        return new QueryHandlers(
                orders, flow("inventory-flow", properties.inventoryFlowUrl(), flowConnections, circuitBreakers));
    }

    /** Bounds hold for each flow by itself, so that one that hangs takes no connection from the other. */
    @Bean(destroyMethod = "dispose")
    ConnectionProvider flowConnections() {
        return ConnectionProvider.builder("flows")
                .maxConnections(properties.connections())
                .pendingAcquireMaxCount(properties.waitingQuestions())
                .pendingAcquireTimeout(properties.timeLimit())
                .maxIdleTime(properties.idleLimit())
                .lifo()
                .metrics(true)
                .build();
    }

    @Bean
    CircuitBreakerRegistry circuitBreakers() {
        return CircuitBreakerRegistry.of(circuit(properties));
    }

    @Bean
    TaggedCircuitBreakerMetrics circuitBreakerMetrics(CircuitBreakerRegistry circuitBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuitBreakers);
    }

    private Flow flow(String name, URI url, ConnectionProvider connections, CircuitBreakerRegistry circuits) {
        CircuitBreaker circuit = circuits.circuitBreaker(name);
        circuit.getEventPublisher()
                .onStateTransition(change -> log.warn("The circuit of {} went {}", name, change.getStateTransition()));
        HttpClient http = HttpClient.create(connections)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(properties.connectTimeout().toMillis()));
        WebClient client = WebClient.builder()
                .baseUrl(url.toString())
                .clientConnector(new ReactorClientHttpConnector(http))
                .observationRegistry(observations)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_ANSWER_BYTES))
                .build();
        return new Flow(
                name,
                client,
                properties.timeLimit(),
                circuit,
                properties.circuit().openFor());
    }

    static CircuitBreakerConfig circuit(QueryProperties properties) {
        QueryProperties.Circuit circuit = properties.circuit();
        return CircuitBreakerConfig.custom()
                // By time and not by count: after a quiet hour, yesterday's answers must not outweigh today's silence.
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(Math.toIntExact(circuit.window().toSeconds()))
                .failureRateThreshold(circuit.failureRate())
                .minimumNumberOfCalls(circuit.minimumQuestions())
                .waitDurationInOpenState(circuit.openFor())
                .permittedNumberOfCallsInHalfOpenState(circuit.trialQuestions())
                // Without it, a trial whose end is never reported leaves the circuit half open for ever.
                .maxWaitDurationInHalfOpenState(properties.timeLimit().plus(circuit.openFor()))
                .build();
    }
}
