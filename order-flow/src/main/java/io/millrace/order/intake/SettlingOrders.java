package io.millrace.order.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.events.Event;
import io.millrace.events.OrderId;
import io.millrace.order.settlement.Change;
import io.millrace.order.settlement.Deadline;
import io.millrace.order.settlement.Order;
import io.millrace.order.store.OrderTable;
import io.millrace.pipeline.BatchHandler;
import io.millrace.tracing.Causes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.OptimisticLockingFailureException;
import reactor.core.publisher.Mono;

/**
 * Takes in what is told of orders, and answers with what became of them: suppose or read, decide, write, tell.
 *
 * <p>No lock is held and no transaction is open between the reading and the writing. Another instance can get in between, as it does for a
 * moment when partitions change hands; then the write leaves the order alone, and the order is read and decided afresh. That is why an order need
 * not be read at all as long as this instance remembers it, or has reason to suppose that it is new: a supposition that was wrong meets a row that is
 * another, and is not written. Where there is nothing to write nothing is proved, and the order is read.
 */
public final class SettlingOrders implements BatchHandler {

    /** Each lost race means that somebody else got on, and facts are few: who loses more often than this has another problem. */
    private static final int TRIES = 5;

    private final OrderTable orders;
    private final Deadline deadline;
    private final Clock clock;
    private final AbandonedOrders abandoned;
    private final SettledOrders settled;
    private final RememberedOrders remembered = new RememberedOrders();

    public SettlingOrders(OrderTable orders, Deadline deadline, Clock clock, MeterRegistry meters) {
        this.orders = orders;
        this.deadline = deadline;
        this.clock = clock;
        this.abandoned = new AbandonedOrders(meters);
        this.settled = new SettledOrders(meters);
    }

    @Override
    public Mono<List<Event<?>>> handle(List<Event<?>> batch) {
        Collection<News> news = News.of(batch);
        return Mono.deferContextual(context -> settle(news)
                        .doOnNext(steps -> settled.tell(steps.values()))
                        .doOnNext(steps -> remembered.keep(steps.values()))
                        .map(steps -> outcomes(news, steps, Causes.in(context))))
                .doOnNext(abandoned::count);
    }

    private Mono<Map<OrderId, Step>> settle(Collection<News> news) {
        Map<OrderId, Order> supposed = remembered.take(news);
        if (supposed.isEmpty()) {
            return settleAsRead(news, TRIES);
        }
        List<News> unknown =
                news.stream().filter(of -> !supposed.containsKey(of.orderId())).toList();
        return orders.find(ids(unknown))
                .map(read -> decide(news, together(supposed, read)))
                .flatMap(steps -> write(steps, supposed.keySet(), TRIES));
    }

    private Mono<Map<OrderId, Step>> settleAsRead(Collection<News> news, int tries) {
        return orders.find(ids(news))
                .map(read -> decide(news, read))
                .flatMap(steps -> write(steps, Set.of(), tries - 1));
    }

    private static Map<OrderId, Order> together(Map<OrderId, Order> supposed, Map<OrderId, Order> read) {
        Map<OrderId, Order> known = new HashMap<>(supposed);
        known.putAll(read);
        return known;
    }

    private List<Step> decide(Collection<News> news, Map<OrderId, Order> known) {
        Instant now = clock.instant();
        return news.stream()
                .map(of -> Step.of(of, known.getOrDefault(of.orderId(), Order.unheardOf(of.orderId())), deadline, now))
                .toList();
    }

    /** @param triesLeft how often those may be read and decided again that turn out to be other than they were taken for */
    private Mono<Map<OrderId, Step>> write(List<Step> steps, Set<OrderId> supposed, int triesLeft) {
        return orders.write(changes(steps), supposed).flatMap(written -> {
            Map<OrderId, Step> settled = HashMap.newHashMap(steps.size());
            List<News> lost = new ArrayList<>();
            for (Step step : steps) {
                OrderId id = step.orderId();
                if (step.change().isNews() ? written.contains(id) : !supposed.contains(id)) {
                    settled.put(id, step);
                } else {
                    lost.add(step.news());
                }
            }
            return lost.isEmpty() ? Mono.just(settled) : settleLost(lost, settled, triesLeft);
        });
    }

    private Mono<Map<OrderId, Step>> settleLost(List<News> lost, Map<OrderId, Step> settled, int triesLeft) {
        if (triesLeft == 0) {
            return Mono.error(new OptimisticLockingFailureException(
                    lost.size() + " orders were changed by others whenever they were read, " + TRIES + " times"));
        }
        return settleAsRead(lost, triesLeft).map(later -> {
            settled.putAll(later);
            return settled;
        });
    }

    private static List<Event<?>> outcomes(Collection<News> news, Map<OrderId, Step> steps, Causes causes) {
        List<Event<?>> outcomes = new ArrayList<>(steps.size());
        for (News of : news) {
            Step step = steps.get(of.orderId());
            Event<?> outcome = step == null ? null : step.outcome(causes);
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private static List<OrderId> ids(Collection<News> news) {
        return news.stream().map(News::orderId).toList();
    }

    private static List<Change> changes(List<Step> steps) {
        return steps.stream().map(Step::change).filter(Change::isNews).toList();
    }
}
