package io.millrace.acceptance.chaos;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.client.Inventory.Stock;
import io.millrace.acceptance.client.PaymentProvider.Ledger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What had been booked at some moment: the reckoning is about what came after. */
record Standing(Ledger ledger, Map<String, Stock> stock, long deadLetters) {

    static Standing of(Millrace millrace, List<String> skus) {
        Map<String, Stock> stock = new LinkedHashMap<>();
        skus.forEach(sku -> stock.put(sku, millrace.inventory().stock(sku)));
        return new Standing(
                millrace.provider().ledger(), stock, millrace.topics().deadLetterCount());
    }
}
