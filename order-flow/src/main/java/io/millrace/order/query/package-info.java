/** What the gateway asks about orders, answered over internal HTTP in the very bytes that it shows to its callers. Never changes anything. */
@NullMarked
package io.millrace.order.query;

import org.jspecify.annotations.NullMarked;
