/**
 * Payment of orders, in the direction of the data: {@code intake}, {@code decision}, {@code provider}, {@code store}. It never decides how an order ends.
 */
@NullMarked
package io.millrace.payment;

import org.jspecify.annotations.NullMarked;
