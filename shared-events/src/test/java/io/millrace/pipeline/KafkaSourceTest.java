package io.millrace.pipeline;

import java.time.Duration;
import java.util.Map;

/** The contract of the receiving side, kept on reactor-kafka. */
class KafkaSourceTest extends RecordSourceContract {

    @Override
    RecordSource source(Map<String, Object> consumerProperties) {
        return new KafkaSource(consumerProperties, Duration.ofMillis(10));
    }
}
