package io.millrace.acceptance.chaos;

import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.client.Inventory.Stock;
import io.millrace.acceptance.client.PaymentProvider.Ledger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What had been booked at some moment: the reckoning is about what came after. */
record Standing(Ledger ledger, Map<String, Stock> stock, long deadLetters) {

    private static final Duration FIRST_ANSWERS = Duration.ofSeconds(60);

    /**
     * As soon as it can be asked for: a system that has just been started may at first be too busy to answer in time. What was ordered before is
     * over by then; an order that is cancelled may still have its payment authorized and voided.
     */
    static Standing first(Millrace millrace, List<String> skus) {
        millrace.topics().awaitQuiet();
        AtomicReference<Standing> first = new AtomicReference<>();
        await("the first answers").atMost(FIRST_ANSWERS).untilAsserted(() -> first.set(of(millrace, skus)));
        return first.get();
    }

    static Standing of(Millrace millrace, List<String> skus) {
        Map<String, Stock> stock = new LinkedHashMap<>();
        skus.forEach(sku -> stock.put(sku, millrace.inventory().stock(sku)));
        return new Standing(
                millrace.provider().ledger(), stock, millrace.topics().deadLetterCount());
    }
}
