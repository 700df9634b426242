package io.millrace.gateway.live;

import io.millrace.gateway.GatewayApplication;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.FakeParkedRecords;
import io.millrace.gateway.fixture.StubFlow;
import io.millrace.pipeline.BrokerClient;
import io.millrace.pipeline.KafkaProperties;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A gateway of its own on a real port, with a feed and two flows that a test speaks for. */
final class BehindTheGateway implements AutoCloseable {

    final StubFlow orderFlow = new StubFlow();
    final StubFlow inventoryFlow = new StubFlow();
    final ConfigurableApplicationContext context;
    final Feed feed;

    BehindTheGateway(String... properties) {
        context = new SpringApplicationBuilder(GatewayApplication.class, Parts.class)
                .run(Stream.concat(
                                Stream.of(
                                        "server.address=127.0.0.1",
                                        "server.port=0",
                                        "management.server.port=-1",
                                        "spring.autoconfigure.exclude=io.millrace.pipeline.PipelineAutoConfiguration",
                                        "logging.structured.format.console=",
                                        "millrace.gateway.query.order-flow-url=" + orderFlow.url(),
                                        "millrace.gateway.query.inventory-flow-url=" + inventoryFlow.url(),
                                        "millrace.gateway.query.time-limit=2s",
                                        "millrace.gateway.query.connect-timeout=500ms",
                                        // What the circuit does is tried elsewhere; here one test's failures must not
                                        // meet the next.
                                        "millrace.gateway.query.circuit.minimum-questions=1000",
                                        "millrace.gateway.live.patience=300ms"),
                                Stream.of(properties))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
        feed = context.getBean(Feed.class);
    }

    /** Not marked as a configuration: a scan of this package, as other tests do, must not find it. */
    @EnableConfigurationProperties(KafkaProperties.class)
    static class Parts {

        @Bean
        FakeLog log() {
            return new FakeLog();
        }

        @Bean
        Feed feed() {
            return new Feed();
        }

        @Bean
        FakeParkedRecords parkedRecords() {
            return new FakeParkedRecords();
        }

        /** Asked by the broker's health alone, and there is no broker. */
        @Bean(destroyMethod = "close")
        BrokerClient brokerClient(KafkaProperties kafka) {
            return new BrokerClient(kafka.bootstrapServers());
        }
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        context.close();
        orderFlow.close();
        inventoryFlow.close();
    }
}
