/** Questions to flows that answer, hang, fail and come back. */
@NullMarked
package io.millrace.gateway.query;

import org.jspecify.annotations.NullMarked;
