/** Finding what no single record would tell, such as an order that nobody hears of any more, and saying so on the log. It changes nothing that it finds. */
@NullMarked
package io.millrace.reconciler;

import org.jspecify.annotations.NullMarked;
