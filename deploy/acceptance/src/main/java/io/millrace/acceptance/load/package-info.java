/** A steady stream of customers, who keep coming whatever becomes of those before them. */
@NullMarked
package io.millrace.acceptance.load;

import org.jspecify.annotations.NullMarked;
