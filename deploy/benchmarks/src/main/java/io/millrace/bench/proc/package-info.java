/** What the kernel has counted of each process: time on a processor, memory. Only reads /proc. */
@NullMarked
package io.millrace.bench.proc;

import org.jspecify.annotations.NullMarked;
