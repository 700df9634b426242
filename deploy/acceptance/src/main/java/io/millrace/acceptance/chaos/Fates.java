package io.millrace.acceptance.chaos;

import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.load.Attempt;
import io.millrace.acceptance.load.Attempt.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** What became of orders, by asking for each of them. What cannot change any more is not asked for again. For one thread. */
final class Fates {

    private static final int QUESTIONS_AT_A_TIME = 16;

    private final Orders orders;
    private final Map<Attempt, List<OrderView>> settled = new HashMap<>();

    Fates(Orders orders) {
        this.orders = orders;
    }

    /** The orders that each attempt led to: one for each that was accepted; none, one (or wrongly more) for the others. */
    Map<Attempt, List<OrderView>> of(Collection<Attempt> attempts) {
        Map<Attempt, List<OrderView>> fates = new HashMap<>(settled);
        List<Attempt> open = attempts.stream()
                .filter(attempt -> !settled.containsKey(attempt))
                .toList();
        List<List<OrderView>> answers = ask(open, this::lookUp);
        for (int i = 0; i < open.size(); i++) {
            fates.put(open.get(i), answers.get(i));
            if (isFinal(open.get(i), answers.get(i))) {
                settled.put(open.get(i), answers.get(i));
            }
        }
        return fates;
    }

    /** A cancelled order may still learn of its payment; one that nobody knows may still be on its way. */
    private static boolean isFinal(Attempt attempt, List<OrderView> found) {
        return attempt.isAccepted()
                && found.size() == 1
                && found.getFirst().isSettled()
                && found.getFirst().payment() != null;
    }

    private List<OrderView> lookUp(Attempt attempt) {
        return attempt.outcome() instanceof Outcome.Accepted accepted
                ? orders.find(accepted.orderId()).map(List::of).orElse(List.of())
                : orders.list("customerId=" + attempt.draft().customerId()).orders();
    }

    private static <T, R> List<R> ask(List<T> questions, Function<T, R> question) {
        List<R> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(QUESTIONS_AT_A_TIME)) {
            List<Future<R>> asked = questions.stream()
                    .map(one -> threads.submit(() -> question.apply(one)))
                    .toList();
            for (Future<R> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError("an order could not be asked for", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
