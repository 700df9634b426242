/** The facts of Millrace and what they are made of. Values that are valid once they exist; nothing here knows of Kafka, SQL, HTTP or Spring. */
@NullMarked
package io.millrace.events;

import org.jspecify.annotations.NullMarked;
