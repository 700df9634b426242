/** The instrument: one system of its own, one scenario after the other, one table. What it prints, a stranger can repeat. */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
