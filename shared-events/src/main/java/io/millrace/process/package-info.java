/** How a service behaves as a process of the operating system. */
@NullMarked
package io.millrace.process;

import org.jspecify.annotations.NullMarked;
