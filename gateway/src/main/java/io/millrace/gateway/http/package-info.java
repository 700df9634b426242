/** What every endpoint has in common: who calls, in which trace, how a body is collected, and how a refusal looks. Nothing here knows of orders. */
@NullMarked
package io.millrace.gateway.http;

import org.jspecify.annotations.NullMarked;
