/** Bytes from outside become values, or the list of what is wrong with them. Pure: nothing here knows of Spring, Reactor, Netty or Kafka. */
@NullMarked
package io.millrace.gateway.intake;

import org.jspecify.annotations.NullMarked;
