/** One way each to put the system to work, and what is measured of it meanwhile. Prints nothing. */
@NullMarked
package io.millrace.bench.scenario;

import org.jspecify.annotations.NullMarked;
