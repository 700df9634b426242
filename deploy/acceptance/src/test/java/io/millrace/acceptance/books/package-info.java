/** Balances the log against stock and payments after each test; takes no test's word for what it ordered. */
@NullMarked
package io.millrace.acceptance.books;

import org.jspecify.annotations.NullMarked;
