/** HTTP by the byte, for requests that no decent client would send. */
@NullMarked
package io.millrace.acceptance.wire;

import org.jspecify.annotations.NullMarked;
