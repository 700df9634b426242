/** Stock as it is counted and promised. Pure decisions: nothing here knows of Kafka, SQL, Reactor or Spring. */
@NullMarked
package io.millrace.inventory.stock;

import org.jspecify.annotations.NullMarked;
