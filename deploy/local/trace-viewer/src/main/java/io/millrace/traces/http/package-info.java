/** What both ports have in common: how a request is read within bounds, and how it is answered or refused. */
@NullMarked
package io.millrace.traces.http;

import org.jspecify.annotations.NullMarked;
