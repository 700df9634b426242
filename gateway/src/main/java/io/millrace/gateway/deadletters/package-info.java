/**
 * What could not be handled, as operators see and settle it. Kept in the log alone: every instance reads all of it and keeps a bounded view in
 * memory, and whatever is done goes through the log too.
 */
@NullMarked
package io.millrace.gateway.deadletters;

import org.jspecify.annotations.NullMarked;
