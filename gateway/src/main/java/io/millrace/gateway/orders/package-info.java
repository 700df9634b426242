/** Orders on their way in: named, published, acknowledged; one by one or as a stream. Nothing here waits for a flow or a database, but to recognize a key. */
@NullMarked
package io.millrace.gateway.orders;

import org.jspecify.annotations.NullMarked;
