/** Orders that take too long: they are found, and asked on the log to be cancelled like any other. Nothing here writes to the database. */
@NullMarked
package io.millrace.order.deadline;

import org.jspecify.annotations.NullMarked;
