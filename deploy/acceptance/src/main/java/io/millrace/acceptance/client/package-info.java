/** The system as its customers and operators address it over HTTP; every wait has a deadline. */
@NullMarked
package io.millrace.acceptance.client;

import org.jspecify.annotations.NullMarked;
