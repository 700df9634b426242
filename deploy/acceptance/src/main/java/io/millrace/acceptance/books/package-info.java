/** Balances the log against stock and payments; takes nobody's word for what was ordered. */
@NullMarked
package io.millrace.acceptance.books;

import org.jspecify.annotations.NullMarked;
