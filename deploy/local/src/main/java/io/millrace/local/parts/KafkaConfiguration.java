package io.millrace.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a node is told: alone, broker and controller at once, and topics only as somebody makes them. */
record KafkaConfiguration(int port, int controllerPort, Path data) {

    void writeTo(Path file) throws IOException {
        Files.writeString(file, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                log.dirs=%s
                auto.create.topics.enable=false
                num.partitions=6
                default.replication.factor=1
                offsets.topic.num.partitions=6
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=6
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=6
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                # Its own controller takes a killed broker for alive this long, and lets the next one wait.
                broker.session.timeout.ms=4000
                broker.heartbeat.interval.ms=500
                # Two cores for everything; more threads would only hand requests around.
                num.network.threads=1
                num.io.threads=2
                # A group that forms does not wait for more members to come.
                group.initial.rebalance.delay.ms=0
                """.formatted(controllerPort, port, controllerPort, data));
    }
}
