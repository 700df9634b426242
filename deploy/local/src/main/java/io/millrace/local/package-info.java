/** The commands {@code up} and {@code down}: they start the parts of the system, write down where each one is, and stop them. */
@NullMarked
package io.millrace.local;

import org.jspecify.annotations.NullMarked;
