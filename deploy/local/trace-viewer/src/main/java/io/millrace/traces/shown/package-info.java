/** What the viewer's own port has to say of itself: health, counts, and the pages. */
@NullMarked
package io.millrace.traces.shown;

import org.jspecify.annotations.NullMarked;
