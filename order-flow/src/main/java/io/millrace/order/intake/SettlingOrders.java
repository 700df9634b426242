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
 * Takes in what is told of orders, and answers with what became of them: read, decide, write, tell.
 *
 * <p>No lock is held and no transaction is open between the reading and the writing. Another instance can get in between, as it does for a
 * moment when partitions change hands; then the write leaves the order alone, and the order is read and decided afresh.
 */
public final class SettlingOrders implements BatchHandler {

    /** Each lost race means that somebody else got on, and facts are few: who loses more often than this has another problem. */
    private static final int TRIES = 5;

    private final OrderTable orders;
    private final Deadline deadline;
    private final Clock clock;
    private final AbandonedOrders abandoned;
    private final SettledOrders settled;

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
        return Mono.deferContextual(context -> settle(news, TRIES)
                        .doOnNext(steps -> settled.tell(steps.values()))
                        .map(steps -> outcomes(news, steps, Causes.in(context))))
                .doOnNext(abandoned::count);
    }

    private Mono<Map<OrderId, Step>> settle(Collection<News> news, int tries) {
        return orders.find(ids(news))
                .map(known -> decide(news, known))
                .flatMap(steps -> orders.write(changes(steps)).flatMap(written -> retryLost(steps, written, tries)));
    }

    private List<Step> decide(Collection<News> news, Map<OrderId, Order> known) {
        Instant now = clock.instant();
        return news.stream()
                .map(of -> Step.of(of, known.getOrDefault(of.orderId(), Order.unheardOf(of.orderId())), deadline, now))
                .toList();
    }

    private Mono<Map<OrderId, Step>> retryLost(List<Step> steps, Set<OrderId> written, int tries) {
        Map<OrderId, Step> settled = HashMap.newHashMap(steps.size());
        List<News> lost = new ArrayList<>();
        for (Step step : steps) {
            if (!step.change().isNews() || written.contains(step.orderId())) {
                settled.put(step.orderId(), step);
            } else {
                lost.add(step.news());
            }
        }
        if (lost.isEmpty()) {
            return Mono.just(settled);
        }
        if (tries == 1) {
            return Mono.error(new OptimisticLockingFailureException(
                    lost.size() + " orders were changed by others each of " + TRIES + " times"));
        }
        return settle(lost, tries - 1).map(later -> {
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
