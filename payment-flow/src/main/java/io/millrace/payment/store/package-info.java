/** What is known of payments, in PostgreSQL. It merges facts and never decides what follows from them. */
@NullMarked
package io.millrace.payment.store;

import org.jspecify.annotations.NullMarked;
