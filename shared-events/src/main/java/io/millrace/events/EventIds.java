package io.millrace.events;

/**
 * Ids that follow from the fact, so that a fact published again after a crash carries the id it had. Readable on purpose: an operator
 * who sees one in a header knows what it is of.
 */
public final class EventIds {

    private EventIds() {}

    /**
     * The id of a fact that can happen once to its subject.
     *
     * @throws IllegalArgumentException for {@link StockAdjusted} and for what operators want of dead letters, of which any number can be
     *     alike: its id is made where it is made
     */
    public static String of(Fact fact) {
        return switch (fact) {
            case OrderCreated created -> created.orderId() + ":created";
            case OrderCancellationRequested request -> request.orderId() + ":cancellation:" + request.reason();
            case PaymentCompleted payment -> payment.orderId() + ":payment";
            case InventoryReserved inventory -> inventory.orderId() + ":inventory";
            case OrderStatusChanged status -> status.orderId() + ":status:" + status.version();
            case OrderStatusRequested request -> request.orderId() + ":status-requested:" + request.by();
            case OrderAbandoned abandoned -> abandoned.orderId() + ":abandoned";
            case DeadLetterReplayed replayed -> replayed.letter() + ":replayed";
            case BulkReplay replay -> replay.id() + ":step:" + replay.step();
            case DeadLetterReplayRequested request ->
                throw new IllegalArgumentException("a wish for " + request.letter() + " has no id of its own");
            case DeadLetterDiscarded discarded ->
                throw new IllegalArgumentException("a wish for " + discarded.letter() + " has no id of its own");
            case StockAdjusted adjusted ->
                throw new IllegalArgumentException("an adjustment of " + adjusted.sku() + " has no id of its own");
        };
    }
}
