/** Orders as they are kept in PostgreSQL. All SQL of the flow is here, always for many rows at a time; nothing here decides anything. */
@NullMarked
package io.millrace.order.store;

import org.jspecify.annotations.NullMarked;
