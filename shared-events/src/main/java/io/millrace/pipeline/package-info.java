/**
 * The runtime that carries records through a flow: receive, handle, publish the outcome, acknowledge, in this order. It knows nothing of orders.
 */
@NullMarked
package io.millrace.pipeline;

import org.jspecify.annotations.NullMarked;
