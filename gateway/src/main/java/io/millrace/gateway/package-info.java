/** The gateway: orders come in over HTTP and go out to the log; what becomes of them comes back and goes out over HTTP. It keeps no state of its own. */
@NullMarked
package io.millrace.gateway;

import org.jspecify.annotations.NullMarked;
