/** The flow's own database: stock and reservations, changed one batch a transaction. It keeps what was decided and never decides. */
@NullMarked
package io.millrace.inventory.store;

import org.jspecify.annotations.NullMarked;
