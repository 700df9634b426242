/** Questions passed on to the flows that know the answers. Answers pass through as bytes; nothing here changes anything. */
@NullMarked
package io.millrace.gateway.query;

import org.jspecify.annotations.NullMarked;
