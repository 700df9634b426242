/** The same broker and the same database as in the local system, started for one test JVM and gone with it. */
@NullMarked
package io.millrace.local.testing;

import org.jspecify.annotations.NullMarked;
