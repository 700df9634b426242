/** What can be held of {@code deploy/compose.yaml} where there is no container engine: its form, and that it agrees with the rest of the tree. */
@NullMarked
package io.millrace.acceptance.compose;

import org.jspecify.annotations.NullMarked;
