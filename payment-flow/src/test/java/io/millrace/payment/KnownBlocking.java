package io.millrace.payment;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Calls of others that look like blocking, each once in the life of what it begins. */
public final class KnownBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Kafka's producer loads its classes and reads its version on the thread that starts it, which has nothing else
        // to do by then.
        builder.allowBlockingCallsInside("reactor.kafka.sender.internals.ProducerFactory", "createProducer");
        // A new connection to PostgreSQL takes its SCRAM nonce from /dev/urandom, which never waits once the machine
        // has started.
        builder.allowBlockingCallsInside("io.r2dbc.postgresql.authentication.SASLAuthenticationHandler", "handle");
    }
}
