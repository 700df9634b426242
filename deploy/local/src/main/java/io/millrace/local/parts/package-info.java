/** What each part of the system needs to start, and how one sees that it is ready. Starts nothing by itself. */
@NullMarked
package io.millrace.local.parts;

import org.jspecify.annotations.NullMarked;
