package io.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTest {

    @ParameterizedTest
    @CsvSource({
        "ORDERS_CREATED, orders.created, millrace.order.created.v1",
        "ORDERS_CANCELLATION_REQUESTED, orders.cancellation-requested, millrace.order.cancellation-requested.v1",
        "INVENTORY_ADJUSTED, inventory.adjusted, millrace.inventory.adjusted.v1",
        "PAYMENTS_COMPLETED, payments.completed, millrace.payment.completed.v1",
        "INVENTORY_RESERVED, inventory.reserved, millrace.inventory.reserved.v1",
        "ORDERS_STATUS, orders.status, millrace.order.status-changed.v1",
        "ORDERS_STATUS_REQUESTED, orders.status-requested, millrace.order.status-requested.v1",
        "ORDERS_ABANDONED, orders.abandoned, millrace.order.abandoned.v1",
        "DEAD_LETTERS_ACTED, dead-letters.acted, millrace.dead-letter.acted.v1"
    })
    void hasTheNamesOfTheContract(Topic topic, String name, String type) {
        assertThat(topic.baseName()).isEqualTo(name);
        assertThat(topic.name("")).isEqualTo(name);
        assertThat(topic.name("blue.")).isEqualTo("blue." + name);
        assertThat(topic.deadLetters("blue.")).isEqualTo("blue." + name + ".DLT");
        assertThat(topic.eventType()).isEqualTo(type);
    }
}
