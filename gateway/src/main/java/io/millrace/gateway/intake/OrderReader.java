package io.millrace.gateway.intake;

import io.millrace.events.InvalidFact;
import io.millrace.events.OrderLine;
import io.millrace.events.Rules;
import io.millrace.events.Sku;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an order: {@code {"customerId":"c-1","currency":"EUR","items":[{"sku":"SKU-1","quantity":2,"unitPriceCents":1299}]}}. */
public final class OrderReader {

    private static final String IDENTIFIER = "must be a string of 1 to 64 characters of A-Z a-z 0-9 . _ -";
    private static final String CURRENCY = "must be a string of three capital letters";
    private static final String ITEMS = "must be an array of 1 to " + Rules.MAX_ITEMS + " items";
    private static final String QUANTITY = "must be a whole number from 1 to " + Rules.MAX_QUANTITY;
    private static final String PRICE = "must be a whole number from 0 to " + Rules.MAX_UNIT_PRICE_CENTS;
    private static final String MISSING = "is missing";

    // One bit for each member that was there, so that the second of two is seen.
    private static final int SEEN_CUSTOMER = 1;
    private static final int SEEN_CURRENCY = 2;
    private static final int SEEN_ITEMS = 4;
    private static final int SEEN_SKU = 1;
    private static final int SEEN_QUANTITY = 2;
    private static final int SEEN_PRICE = 4;

    private OrderReader() {}

    /** Reads one order from a part of an array, which is neither kept nor changed. */
    public static Reading<OrderDraft> read(byte[] bytes, int offset, int length) {
        return StrictJson.read(bytes, offset, length, OrderReader::order);
    }

    private static @Nullable OrderDraft order(StrictJson in) {
        String customerId = null;
        String currency = null;
        List<OrderLine> items = null;
        int seen = 0;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "customerId" -> {
                    seen = once(in, name, seen, SEEN_CUSTOMER);
                    customerId = in.string();
                    if (customerId == null || !Rules.isIdentifier(customerId)) {
                        in.wrong(name, IDENTIFIER);
                    }
                }
                case "currency" -> {
                    seen = once(in, name, seen, SEEN_CURRENCY);
                    currency = in.string();
                    if (currency == null || !Rules.isCurrency(currency)) {
                        in.wrong(name, CURRENCY);
                    }
                }
                case "items" -> {
                    seen = once(in, name, seen, SEEN_ITEMS);
                    items = items(in, name);
                }
                default -> in.unknown(name);
            }
        }
        missing(in, "customerId", seen & SEEN_CUSTOMER);
        missing(in, "currency", seen & SEEN_CURRENCY);
        missing(in, "items", seen & SEEN_ITEMS);
        return customerId == null || currency == null || items == null ? null : draft(in, customerId, currency, items);
    }

    private static @Nullable OrderDraft draft(
            StrictJson in, String customerId, String currency, List<OrderLine> items) {
        try {
            return new OrderDraft(customerId, currency, items, Rules.totalCents(items));
        } catch (InvalidFact overflow) {
            in.wrong("items", "must come to a total that fits a 64-bit number of cents");
            return null;
        }
    }

    private static @Nullable List<OrderLine> items(StrictJson in, String name) {
        if (!in.atArray()) {
            in.wrong(name, ITEMS);
            return null;
        }
        List<OrderLine> items = new ArrayList<>(4);
        int index = 0;
        for (; in.nextElement(); index++) {
            in.enter(name, index);
            OrderLine line = item(in);
            // Lines too many are read on, since they may be malformed, but are not gathered.
            if (line != null && index < Rules.MAX_ITEMS) {
                items.add(line);
            }
        }
        in.leave();
        if (index == 0 || index > Rules.MAX_ITEMS) {
            in.wrong(name, ITEMS);
            return null;
        }
        return items;
    }

    private static @Nullable OrderLine item(StrictJson in) {
        if (!in.atObject()) {
            in.wrong(null, "must be an object");
            return null;
        }
        Sku sku = null;
        int quantity = 0;
        long price = -1;
        int seen = 0;
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            switch (name) {
                case "sku" -> {
                    seen = once(in, name, seen, SEEN_SKU);
                    String text = in.string();
                    if (text != null && Rules.isIdentifier(text)) {
                        sku = new Sku(text);
                    } else {
                        in.wrong(name, IDENTIFIER);
                    }
                }
                case "quantity" -> {
                    seen = once(in, name, seen, SEEN_QUANTITY);
                    if (in.wholeNumber(1, Rules.MAX_QUANTITY)) {
                        quantity = (int) in.number();
                    } else {
                        in.wrong(name, QUANTITY);
                    }
                }
                case "unitPriceCents" -> {
                    seen = once(in, name, seen, SEEN_PRICE);
                    if (in.wholeNumber(0, Rules.MAX_UNIT_PRICE_CENTS)) {
                        price = in.number();
                    } else {
                        in.wrong(name, PRICE);
                    }
                }
                default -> in.unknown(name);
            }
        }
        missing(in, "sku", seen & SEEN_SKU);
        missing(in, "quantity", seen & SEEN_QUANTITY);
        missing(in, "unitPriceCents", seen & SEEN_PRICE);
        return sku == null || quantity == 0 || price < 0 ? null : new OrderLine(sku, quantity, price);
    }

    private static int once(StrictJson in, String name, int seen, int bit) {
        if ((seen & bit) != 0) {
            in.twice(name);
        }
        return seen | bit;
    }

    private static void missing(StrictJson in, String name, int there) {
        if (there == 0) {
            in.wrong(name, MISSING);
        }
    }
}
