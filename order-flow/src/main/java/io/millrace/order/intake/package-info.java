/** Where facts come in: a batch is merged order by order, decided, written in one statement, and answered with what changed. Decides nothing by itself. */
@NullMarked
package io.millrace.order.intake;

import org.jspecify.annotations.NullMarked;
