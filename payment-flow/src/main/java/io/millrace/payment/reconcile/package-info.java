/** Payments of orders that nobody tells the end of: it is asked for on the log. Nothing here writes to the database or calls the provider. */
@NullMarked
package io.millrace.payment.reconcile;

import org.jspecify.annotations.NullMarked;
