/** Processes of the operating system, their signals, their logs and their ports. Knows nothing of what runs in them. */
@NullMarked
package io.millrace.local.process;

import org.jspecify.annotations.NullMarked;
