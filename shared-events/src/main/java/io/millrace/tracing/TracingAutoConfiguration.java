package io.millrace.tracing;

import io.micrometer.observation.ObservationPredicate;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.millrace.tracing.http.ClientSpans;
import io.millrace.tracing.http.NoActuatorCalls;
import io.millrace.tracing.http.RequestCauses;
import io.millrace.tracing.http.ServerSpans;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Gives a service its {@link Tracing}, on what Spring Boot sets up of OpenTelemetry; none where there is nothing set up. */
@AutoConfiguration(
        afterName =
                "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
        beforeName = "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration")
public class TracingAutoConfiguration {

    @Bean
    Tracing tracing(ObjectProvider<OpenTelemetry> telemetry) {
        OpenTelemetry present = telemetry.getIfAvailable();
        return present == null ? Tracing.NONE : new Tracing(present);
    }

    /** Where Spring traces requests; with the same places among its handlers as the ones these stand in for. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.web.reactive.function.client.WebClient")
    @ConditionalOnBean({Tracer.class, Propagator.class})
    static class Http {

        @Bean
        @Order(1000)
        ServerSpans serverSpans(Tracer tracer, Propagator propagator) {
            return new ServerSpans(tracer, propagator);
        }

        @Bean
        @Order(2000)
        ClientSpans clientSpans(Tracer tracer, Propagator propagator) {
            return new ClientSpans(tracer, propagator);
        }

        @Bean
        RequestCauses requestCauses(Tracing tracing) {
            return new RequestCauses(tracing);
        }

        @Bean
        ObservationPredicate noActuatorCalls() {
            return new NoActuatorCalls();
        }
    }
}
