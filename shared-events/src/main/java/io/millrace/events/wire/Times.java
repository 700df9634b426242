package io.millrace.events.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * Instants as ISO 8601 text, exactly as {@link Instant#toString} writes and {@link Instant#parse} reads them. Events hold up to five of them, and the
 * general formatter takes longer for each than the rest of an event together; so the one shape that we write is done by hand, and any other left to it.
 */
final class Times {

    /** {@code 2026-11-21T07:40:06.123Z}. */
    private static final int WITH_MILLIS = 24;

    private static final int SECONDS_A_DAY = 86_400;
    private static final int NANOS_A_MILLI = 1_000_000;
    private static final int LAST_YEAR_OF_FOUR_DIGITS = 9999;

    private Times() {}

    static String format(Instant time) {
        int nanos = time.getNano();
        long seconds = time.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_A_DAY));
        int year = date.getYear();
        if (nanos == 0 || nanos % NANOS_A_MILLI != 0 || year < 0 || year > LAST_YEAR_OF_FOUR_DIGITS) {
            return time.toString();
        }
        int ofDay = (int) Math.floorMod(seconds, (long) SECONDS_A_DAY);
        byte[] text = {
            '0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0', '0', ':', '0', '0', ':', '0', '0', '.', '0',
            '0', '0', 'Z'
        };
        put(text, 4, year);
        put(text, 7, date.getMonthValue());
        put(text, 10, date.getDayOfMonth());
        put(text, 13, ofDay / 3600);
        put(text, 16, ofDay / 60 % 60);
        put(text, 19, ofDay % 60);
        put(text, 23, nanos / NANOS_A_MILLI);
        return new String(text, ISO_8859_1);
    }

    /** @throws DateTimeParseException when the text is no instant */
    static Instant parse(String text) {
        if (text.length() != WITH_MILLIS || !hasOurShape(text)) {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text);
        }
        try {
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            return Instant.ofEpochSecond(
                    day * SECONDS_A_DAY + hour * 3600 + minute * 60 + second,
                    (long) number(text, 20, 23) * NANOS_A_MILLI);
        } catch (DateTimeException noSuchDay) {
            throw new DateTimeParseException(noSuchDay.getMessage(), text, 0, noSuchDay);
        }
    }

    private static boolean hasOurShape(String text) {
        for (int i = 0; i < WITH_MILLIS; i++) {
            char c = text.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T';
                case 13, 16 -> c == ':';
                case 19 -> c == '.';
                case 23 -> c == 'Z';
                default -> c >= '0' && c <= '9';
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    /** Writes the digits of a number so that they end before {@code end}, over the zeros that stand there. */
    private static void put(byte[] text, int end, int number) {
        int at = end - 1;
        for (int left = number; left > 0; left /= 10) {
            text[at--] = (byte) ('0' + left % 10);
        }
    }
}
