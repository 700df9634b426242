/**
 * What a stranger can see of the running system: orders go in over HTTP, and stock, payments and the log agree afterwards.
 * Nothing here knows a class of the services.
 */
@NullMarked
package io.millrace.acceptance;

import org.jspecify.annotations.NullMarked;
