package io.millrace.bench.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as Jackson binds it, held to the same bounds as the gateway holds it to. Members that are missing are null, or 0. */
record BareOrder(
        @Nullable String customerId,
        @Nullable String currency,
        @Nullable List<Line> items) {

    private static final int MOST_ITEMS = 100;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_PIECES = 10_000;
    private static final long HIGHEST_PRICE = 100_000_000;

    record Line(@Nullable String sku, long quantity, long unitPriceCents) {

        boolean isGood() {
            return isName(sku)
                    && quantity >= 1
                    && quantity <= MOST_PIECES
                    && unitPriceCents >= 0
                    && unitPriceCents <= HIGHEST_PRICE;
        }
    }

    record Receipt(
            String orderId,
            String status,
            long totalCents,
            @Nullable String currency) {}

    boolean isGood() {
        return isName(customerId)
                && currency != null
                && currency.length() == 3
                && currency.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z')
                && items != null
                && !items.isEmpty()
                && items.size() <= MOST_ITEMS
                && items.stream().allMatch(Line::isGood);
    }

    /** In cents; of a good order, which cannot overflow. */
    long totalCents() {
        return items == null
                ? 0
                : items.stream()
                        .mapToLong(line -> line.quantity() * line.unitPriceCents())
                        .sum();
    }

    private static boolean isName(@Nullable String text) {
        return text != null
                && !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.chars().allMatch(BareOrder::isOfName);
    }

    private static boolean isOfName(int letter) {
        return letter >= 'A' && letter <= 'Z'
                || letter >= 'a' && letter <= 'z'
                || letter >= '0' && letter <= '9'
                || letter == '.'
                || letter == '_'
                || letter == '-';
    }
}
