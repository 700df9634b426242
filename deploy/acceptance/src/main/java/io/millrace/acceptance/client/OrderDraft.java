package io.millrace.acceptance.client;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** An order as a customer writes it: {@code anOrder().of(3, "SKU-RARE")}. */
public record OrderDraft(String customerId, String currency, List<OrderLine> items) {

    /** The payment provider declines amounts whose last two digits are 13. */
    private static final long UNLUCKY_PRICE = 1_013;

    private static final long USUAL_PRICE = 1_200;

    /** By a customer of whom nobody has heard before, so that the list of their orders holds this one alone. */
    public static OrderDraft anOrder() {
        return new OrderDraft("c-" + UUID.randomUUID(), "EUR", List.of());
    }

    public OrderDraft by(String customer) {
        return new OrderDraft(customer, currency, items);
    }

    public OrderDraft in(String otherCurrency) {
        return new OrderDraft(customerId, otherCurrency, items);
    }

    public OrderDraft of(long quantity, String sku) {
        return of(quantity, sku, USUAL_PRICE);
    }

    public OrderDraft of(long quantity, String sku, long unitPriceCents) {
        List<OrderLine> all = new ArrayList<>(items);
        all.add(new OrderLine(sku, quantity, unitPriceCents));
        return new OrderDraft(customerId, currency, List.copyOf(all));
    }

    /** One piece at a price that the payment provider declines. */
    public OrderDraft unpayable(String sku) {
        return of(1, sku, UNLUCKY_PRICE);
    }

    public long totalCents() {
        return items.stream()
                .mapToLong(line -> line.quantity() * line.unitPriceCents())
                .sum();
    }

    public String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
