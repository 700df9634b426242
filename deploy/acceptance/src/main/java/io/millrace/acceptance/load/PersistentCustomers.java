package io.millrace.acceptance.load;

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.Placed;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Send an order again under the same idempotency key until they are promised it, as a client should. For any number of threads. */
public final class PersistentCustomers {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Orders orders;
    private final Map<String, String> orderIds = new ConcurrentHashMap<>();
    private final Queue<Answer> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<String> disappointed = new ConcurrentLinkedQueue<>();
    private final Map<String, String> lastReasons = new ConcurrentHashMap<>();
    private final Set<String> askedAgain = ConcurrentHashMap.newKeySet();

    public PersistentCustomers(Orders orders) {
        this.orders = orders;
    }

    public void place(Wish wish) {
        String key = UUID.randomUUID().toString();
        Instant end = Instant.now().plus(PATIENCE);
        while (!isPromised(wish.draft(), key)) {
            if (Instant.now().isAfter(end)) {
                disappointed.add(lastReasons.getOrDefault(wish.draft().customerId(), ""));
                return;
            }
            pause();
        }
    }

    private boolean isPromised(OrderDraft draft, String key) {
        try {
            Answer answer = orders.send(draft, "Idempotency-Key", key);
            if (answer.status() == 202) {
                orderIds.put(draft.customerId(), answer.as(Placed.class).orderId());
                return true;
            }
            refusals.add(answer);
            lastReasons.put(draft.customerId(), answer.toString());
        } catch (UncheckedIOException noAnswer) {
            askedAgain.add(draft.customerId());
            lastReasons.put(draft.customerId(), String.valueOf(noAnswer.getCause()));
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The order that each customer was promised. */
    public Map<String, String> orderIds() {
        return Map.copyOf(orderIds);
    }

    /** Answers that promised nothing. */
    public List<Answer> refusals() {
        return List.copyOf(refusals);
    }

    /** What those were told last who gave up in the end. */
    public List<String> disappointed() {
        return List.copyOf(disappointed);
    }

    /** Customers who once had no answer at all. */
    public Set<String> askedAgain() {
        return Set.copyOf(askedAgain);
    }
}
