/** The way out: events go to the log, and a request hears in its own terms whether the log has them. */
@NullMarked
package io.millrace.gateway.publishing;

import org.jspecify.annotations.NullMarked;
