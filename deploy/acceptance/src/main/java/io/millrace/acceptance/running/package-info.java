/** Starts the system under test once, says where its parts are, and stops it; never touches a system that it did not start. */
@NullMarked
package io.millrace.acceptance.running;

import org.jspecify.annotations.NullMarked;
