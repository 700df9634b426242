/** What is known of an order and what follows from it. Pure decisions: nothing here knows of Kafka, SQL, HTTP, Reactor or Spring. */
@NullMarked
package io.millrace.order.settlement;

import org.jspecify.annotations.NullMarked;
