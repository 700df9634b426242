/** The topics as any Kafka client sees them: raw keys, bytes and headers, never decoded by the services' own codec. */
@NullMarked
package io.millrace.acceptance.log;

import org.jspecify.annotations.NullMarked;
