/** The trace viewer of the local system: spans come in, wait to be looked at, and are shown. Never part of a real deployment. */
@NullMarked
package io.millrace.traces;

import org.jspecify.annotations.NullMarked;
