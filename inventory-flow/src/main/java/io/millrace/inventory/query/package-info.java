/** Shows the stock over HTTP. It reads and never changes anything. */
@NullMarked
package io.millrace.inventory.query;

import org.jspecify.annotations.NullMarked;
