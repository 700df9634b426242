/** How facts look on the wire: JSON values with CloudEvents headers in Kafka's binary mode. Changing what is written here changes the contract. */
@NullMarked
package io.millrace.events.wire;

import org.jspecify.annotations.NullMarked;
