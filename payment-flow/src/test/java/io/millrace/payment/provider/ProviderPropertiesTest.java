package io.millrace.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.PipelineProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** What application.yaml says is valid, and a value that would do harm stops the start. */
class ProviderPropertiesTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({ProviderProperties.class, PipelineProperties.class})
    static class Bound {}

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Bound.class);

    @Test
    void startsWithItsDefaults() {
        service.run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void doesNotStartWithFewerConnectionsThanEventsInWork() {
        service.withUserConfiguration(ProviderConfiguration.class)
                .withPropertyValues("payment.provider.connections=50", "millrace.pipeline.event-concurrency=51")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("payment.provider.connections must be 51 or more"));
    }

    @ParameterizedTest
    @CsvSource({
        "url, 127.0.0.1",
        "time-limit, 0s",
        "time-limit, 1s", // shorter than the time to connect
        "connections, 0",
        "idle-limit, 0s",
        "circuit.window, 10ms",
        "circuit.failure-rate, 0",
        "circuit.failure-rate, 101",
        "circuit.minimum-calls, 0",
        "circuit.open-for, 0s",
        "circuit.trial-calls, 0",
    })
    void doesNotStartWithAValueThatMakesNoSense(String name, String value) {
        service.withPropertyValues("payment.provider." + name + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(value.equals("1s") ? "connect-timeout" : name));
    }
}
