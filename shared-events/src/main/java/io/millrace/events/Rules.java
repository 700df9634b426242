package io.millrace.events;

import java.util.List;

/** The limits that every order keeps, wherever it comes from. Where one is broken, the message says which and how. */
public final class Rules {

    /** More lines than this in one order are refused; a batch of 500 such orders still fits a producer request. */
    public static final int MAX_ITEMS = 100;

    public static final int MAX_QUANTITY = 10_000;
    public static final long MAX_UNIT_PRICE_CENTS = 100_000_000;
    public static final int MAX_IDENTIFIER_LENGTH = 64;

    private Rules() {}

    /** Whether {@code text} is 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}. */
    public static boolean isIdentifier(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_IDENTIFIER_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean allowed = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code text} is three capital letters, as ISO 4217 codes are. */
    public static boolean isCurrency(String text) {
        return text.length() == 3
                && isCapital(text.charAt(0))
                && isCapital(text.charAt(1))
                && isCapital(text.charAt(2));
    }

    /** Whether {@code text} has neither control characters nor halves of characters, which no column and no JSON would take. */
    static boolean isPlainText(String text) {
        return text.codePoints()
                .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE);
    }

    /**
     * The sum of quantity times unit price, in cents.
     *
     * @throws InvalidFact when it does not fit a long
     */
    public static long totalCents(List<OrderLine> items) {
        try {
            long total = 0;
            for (OrderLine item : items) {
                total = Math.addExact(total, Math.multiplyExact(item.quantity(), item.unitPriceCents()));
            }
            return total;
        } catch (ArithmeticException overflow) {
            throw new InvalidFact("the total of the order does not fit a 64-bit number of cents");
        }
    }

    static String identifier(String field, String text) {
        if (!isIdentifier(text)) {
            throw new InvalidFact(field + " must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
        }
        return text;
    }

    static String currency(String text) {
        if (!isCurrency(text)) {
            throw new InvalidFact("currency must be three capital letters");
        }
        return text;
    }

    static void require(boolean kept, String rule) {
        if (!kept) {
            throw new InvalidFact(rule);
        }
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
