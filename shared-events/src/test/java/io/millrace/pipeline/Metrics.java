package io.millrace.pipeline;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;

/** What Kafka's own clients in this JVM say of themselves. */
final class Metrics {

    private Metrics() {}

    /** Records that polls of this client have returned: what is stored, less its lag. */
    static double polled(String clientId, Map<TopicPartition, Long> ends) {
        double polled = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            polled += end.getValue() - lag(clientId, end.getKey(), end.getValue());
        }
        return polled;
    }

    private static double lag(String clientId, TopicPartition partition, long whole) {
        try {
            var name = new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=" + clientId
                    + ",topic=" + partition.topic().replace('.', '_') + ",partition=" + partition.partition());
            return (double) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "records-lag");
        } catch (InstanceNotFoundException | AttributeNotFoundException notPolledYet) {
            return whole;
        } catch (JMException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
