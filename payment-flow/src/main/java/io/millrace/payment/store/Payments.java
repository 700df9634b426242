package io.millrace.payment.store;

import io.millrace.payment.decision.Payment;
import reactor.core.publisher.Mono;

/** Payments as they are known. */
@FunctionalInterface
public interface Payments {

    /**
     * Records a finding, unless another stands in its place already.
     *
     * @return the payment as it now stands, with what other instances found; once it is committed
     */
    Mono<Payment> record(Finding finding);
}
