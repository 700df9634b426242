package io.millrace.inventory.intake;

import io.millrace.events.CancellationReason;
import io.millrace.events.Event;
import io.millrace.events.InventoryReserved;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.inventory.store.StockStore;
import io.millrace.logging.InContext;
import io.millrace.logging.OrderLog;
import io.millrace.pipeline.BatchHandler;
import io.millrace.tracing.Causes;
import io.millrace.tracing.Semconv;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes a batch of facts through stock, and answers with what the orders are told. */
@Component
public class InventoryHandler implements BatchHandler {

    private static final Logger log = LoggerFactory.getLogger(InventoryHandler.class);

    private final StockStore store;
    private final Clock clock;

    public InventoryHandler(StockStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Not that an order was accepted: its creation has said so, every order says it once, and it shall cost nothing. */
    @Override
    public boolean concerns(Event<?> event) {
        return !(event.fact() instanceof OrderStatusChanged order && order.status() == OrderStatus.ACCEPTED);
    }

    @Override
    public Mono<List<Event<?>>> handle(List<Event<?>> events) {
        return Mono.deferContextual(context -> store.decide(
                        BatchScope.of(events), book -> BatchDecision.of(events, book, clock.instant()))
                .doOnNext(InventoryHandler::tell)
                .doOnNext(decided -> decided.released().forEach(end -> tellRelease(end, Causes.in(context))))
                .map(BatchDecision::outcomes));
    }

    private static void tellRelease(Event<?> end, Causes causes) {
        CancellationReason reason = switch (end.fact()) {
            case OrderStatusChanged order -> order.reason();
            case OrderAbandoned order -> order.reason();
            default -> throw Unread.fact(end);
        };
        causes.tell(
                end.context(),
                "release",
                Semconv.ORDER_STATUS,
                OrderStatus.CANCELLED.name(),
                reason == null ? null : reason.name());
    }

    private static void tell(BatchDecision decided) {
        decided.warnings()
                .forEach(warning -> InContext.of(log.atWarn(), warning.cause()).log(warning.text()));
        for (Event<InventoryReserved> event : decided.news()) {
            InventoryReserved answer = event.fact();
            OrderLog.decided(
                    answer.reserved() ? "reserved" : "refused", answer.reason(), answer.orderId(), event.context());
        }
    }
}
