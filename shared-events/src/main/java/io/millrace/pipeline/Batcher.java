package io.millrace.pipeline;

import reactor.core.publisher.Mono;

/**
 * Turns many single questions into few batched ones. While one batch is under way the next gathers, and goes beside it only when it has grown large or
 * the first takes long. There is no timer that a batch waits for, so at low load a batch is one question and at high load it is hundreds.
 *
 * @param <Q> what is asked; for SQL, one row of the parameters
 * @param <A> what is answered
 */
public interface Batcher<Q, A> {

    /**
     * Asks on subscription. A batch that fails is asked again in halves, so that one bad question fails alone; an {@link Outage} fails all
     * in the batch at once.
     *
     * @return the answer, or the error of this question. {@link QueueFull} when too many wait already
     */
    Mono<A> ask(Q question);
}
