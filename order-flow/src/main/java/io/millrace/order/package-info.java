/** The life of an order: facts come in ({@code intake}), are merged and settled ({@code settlement}), kept ({@code store}), timed ({@code deadline}) and shown ({@code query}). */
@NullMarked
package io.millrace.order;

import org.jspecify.annotations.NullMarked;
