/** What the runtime knows of SQL: how to sort the errors of a database. */
@NullMarked
package io.millrace.pipeline.sql;

import org.jspecify.annotations.NullMarked;
