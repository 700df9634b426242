/** What the parts alone can do, measured in the same run, so that each figure stands beside its limit. */
@NullMarked
package io.millrace.bench.reference;

import org.jspecify.annotations.NullMarked;
