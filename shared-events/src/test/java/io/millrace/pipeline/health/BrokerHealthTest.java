package io.millrace.pipeline.health;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.testing.TestInfra;
import io.millrace.pipeline.BrokerClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

@Timeout(120)
class BrokerHealthTest {

    private final BrokerClient broker = new BrokerClient(TestInfra.kafka().bootstrapServers());
    private final BrokerHealth health =
            new BrokerHealth(broker, TestInfra.kafka().bootstrapServers());

    @AfterEach
    void restart() {
        TestInfra.kafka().restart();
        broker.close();
    }

    @Test
    void tellsAnAbsentBrokerFromOneThatAnswers() {
        assertThat(look().getStatus()).isEqualTo(Status.UP);

        TestInfra.kafka().kill();
        assertThat(look().getStatus().getCode()).isEqualTo("WAITING");
        assertThat(look().getDetails().get("kafka")).asString().contains("does not answer");

        TestInfra.kafka().restart();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(look().getStatus()).isEqualTo(Status.UP));
    }

    private Health look() {
        return requireNonNull(health.health().block(Duration.ofSeconds(10)));
    }
}
