/** The payment provider over HTTP, guarded. It makes the calls it is given and never decides on any. */
@NullMarked
package io.millrace.payment.provider;

import org.jspecify.annotations.NullMarked;
