package io.millrace.payment.intake;

import io.millrace.events.Event;
import io.millrace.events.OrderAbandoned;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderId;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.TraceContext;
import io.millrace.logging.OrderLog;
import io.millrace.payment.decision.Answer;
import io.millrace.payment.decision.Charge;
import io.millrace.payment.decision.Ending;
import io.millrace.payment.decision.Payment;
import io.millrace.payment.decision.Step;
import io.millrace.payment.provider.PaymentProvider;
import io.millrace.payment.store.Finding;
import io.millrace.payment.store.Payments;
import io.millrace.pipeline.EventHandler;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Records what an event says, then does what is owed until nothing is. The record comes before the call and the call before the answer, so
 * whoever handles the event again, at whatever point the first attempt ended, goes on from there.
 */
public final class PaymentHandler implements EventHandler {

    static final String SOURCE = "/millrace/payment-flow";

    private final Payments payments;
    private final PaymentProvider provider;
    private final Clock clock;

    public PaymentHandler(Payments payments, PaymentProvider provider, Clock clock) {
        this.payments = payments;
        this.provider = provider;
        this.clock = clock;
    }

    /** Not that an order was accepted: its creation has said so. */
    @Override
    public boolean concerns(Event<?> event) {
        return !(event.fact() instanceof OrderStatusChanged order && order.status() == OrderStatus.ACCEPTED);
    }

    @Override
    public Mono<List<Event<?>>> handle(Event<?> event) {
        return switch (event.fact()) {
            case OrderCreated created -> created(created, event.context());
            case OrderStatusChanged changed -> changed(changed, event.context());
            case OrderAbandoned abandoned -> ended(abandoned.orderId(), Ending.CANCELLED, event.context());
            default ->
                Mono.error(new IllegalArgumentException(
                        event.id() + " came from a topic that payment-flow does not read"));
        };
    }

    private Mono<List<Event<?>>> created(OrderCreated order, TraceContext context) {
        Charge charge = new Charge(order.totalCents(), order.currency());
        return payments.record(Finding.asking(order.orderId(), charge))
                .flatMap(payment -> settle(payment, context))
                .map(payment -> payment.outcome()
                        .<List<Event<?>>>map(outcome -> List.of(event(outcome, context)))
                        .orElse(List.of()));
    }

    private Mono<List<Event<?>>> changed(OrderStatusChanged order, TraceContext context) {
        return switch (order.status()) {
            case ACCEPTED -> Mono.empty();
            case CONFIRMED -> ended(order.orderId(), Ending.CONFIRMED, context);
            case CANCELLED -> ended(order.orderId(), Ending.CANCELLED, context);
        };
    }

    /** The ending is on record before money moves: whatever contradicts it, here or on another instance, comes too late from then on. */
    private Mono<List<Event<?>>> ended(OrderId orderId, Ending ending, TraceContext context) {
        return payments.record(Finding.ended(orderId, ending))
                .flatMap(payment -> settle(payment, context))
                .thenReturn(List.of());
    }

    /** Does the next thing owed, and what is owed then. Ends, since each answer is recorded and none is owed twice. */
    private Mono<Payment> settle(Payment payment, TraceContext context) {
        return switch (payment.next()) {
            case Step.Call call ->
                provider.answer(call)
                        .flatMap(answer -> payments.record(Finding.answered(call.orderId(), answer, clock.instant()))
                                .doOnNext(recorded -> tell(answer, call.orderId(), context)))
                        .flatMap(recorded -> settle(recorded, context));
            case Step.Nothing nothing -> Mono.just(payment);
            case Step.NothingToCapture missing -> Mono.error(new ConfirmedWithoutAuthorization(missing));
        };
    }

    /** Of the authorization only: what follows from it is the order's affair. */
    private static void tell(Answer answer, OrderId orderId, TraceContext context) {
        switch (answer) {
            case Answer.Approved approved -> OrderLog.decided("authorized", orderId, context);
            case Answer.Declined declined -> OrderLog.decided("declined", orderId, context);
            case Answer.Captured captured -> {}
            case Answer.Voided voided -> {}
        }
    }

    private Event<PaymentCompleted> event(PaymentCompleted outcome, TraceContext context) {
        return Event.of(SOURCE, clock.instant(), context, outcome);
    }
}
