/** Stock for orders: facts come in ({@code intake}), are decided ({@code stock}), kept ({@code store}) and shown ({@code query}). */
@NullMarked
package io.millrace.inventory;

import org.jspecify.annotations.NullMarked;
