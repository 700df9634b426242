package io.millrace.acceptance.load;

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.Placed;
import io.millrace.acceptance.load.Attempt.Outcome;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Place orders, and remember what they were told. For any number of threads. */
public final class Customers {

    private final Orders orders;
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();

    public Customers(Orders orders) {
        this.orders = orders;
    }

    /** All that were answered, or given up, by now. */
    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    public Attempt place(Wish wish) {
        Attempt attempt = place(wish.draft());
        if (wish.secondThoughts() && attempt.outcome() instanceof Outcome.Accepted accepted) {
            changeMind(accepted.orderId());
        }
        return attempt;
    }

    public Attempt place(OrderDraft draft) {
        Instant at = Instant.now();
        Attempt attempt = new Attempt(draft, at, send(draft));
        attempts.add(attempt);
        return attempt;
    }

    private Outcome send(OrderDraft draft) {
        try {
            Answer answer = orders.send(draft);
            return answer.status() == 202
                    ? new Outcome.Accepted(answer.as(Placed.class).orderId())
                    : new Outcome.Refused(answer.status(), answer.body());
        } catch (UncheckedIOException e) {
            return new Outcome.Unanswered(String.valueOf(e.getCause()));
        }
    }

    /** A wish that is not heard leaves an order that settles otherwise: either is allowed, and told by the order itself. */
    private void changeMind(String orderId) {
        try {
            orders.tryToCancel(orderId);
        } catch (UncheckedIOException unheard) {
            // as above
        }
    }
}
