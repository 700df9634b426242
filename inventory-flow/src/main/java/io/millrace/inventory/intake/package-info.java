/** Where facts come in and outcomes go out: one batch of events, one decision, one transaction. It knows no SQL. */
@NullMarked
package io.millrace.inventory.intake;

import org.jspecify.annotations.NullMarked;
