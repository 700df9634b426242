/** Stock set aside for orders that nobody tells the end of: it is asked for on the log. Nothing here writes to the database. */
@NullMarked
package io.millrace.inventory.reconcile;

import org.jspecify.annotations.NullMarked;
