/** What is owed at the payment provider, given what is known. Pure decisions: nothing here knows of Kafka, SQL, HTTP, Reactor or Spring. */
@NullMarked
package io.millrace.payment.decision;

import org.jspecify.annotations.NullMarked;
