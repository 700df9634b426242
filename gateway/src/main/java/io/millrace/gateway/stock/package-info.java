/** Stock counted in and out by operators, on its way to the log. */
@NullMarked
package io.millrace.gateway.stock;

import org.jspecify.annotations.NullMarked;
