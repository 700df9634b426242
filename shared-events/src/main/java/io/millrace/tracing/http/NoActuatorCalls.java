package io.millrace.tracing.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** Leaves out what asks after the service itself: probes and scrapes come by the second, and would bury the orders. */
public final class NoActuatorCalls implements ObservationPredicate {

    @Override
    public boolean test(String name, Observation.Context context) {
        return !(context instanceof ServerRequestObservationContext request)
                || !requireNonNull(request.getCarrier()).getPath().value().startsWith("/actuator");
    }
}
