/** Breaks a running system in every way that it has to survive, one after another and repeatable by a seed, and reckons up what is left. */
@NullMarked
package io.millrace.acceptance.chaos;

import org.jspecify.annotations.NullMarked;
