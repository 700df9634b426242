package io.millrace.gateway.deadletters;

import io.millrace.events.DeadLetterId;
import io.millrace.events.InvalidFact;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A letter's place in the list: the newest comes first. As text it is the cursor of a page. */
record Age(long parkedAtMillis, DeadLetterId id) implements Comparable<Age> {

    private static final Comparator<Age> NEWEST_FIRST =
            Comparator.comparingLong(Age::parkedAtMillis).thenComparing(Age::id).reversed();
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}) (.{1,300})");

    static Age of(Letter letter) {
        return new Age(letter.parkedAt().toEpochMilli(), letter.id());
    }

    String cursor() {
        byte[] text = (parkedAtMillis + " " + id).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** Null when no page gave this. */
    static @Nullable Age ofCursor(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            Matcher matcher = TEXT.matcher(text);
            return matcher.matches()
                    ? new Age(Long.parseLong(matcher.group(1)), DeadLetterId.parse(matcher.group(2)))
                    : null;
        } catch (InvalidFact noLetter) {
            return null;
        } catch (IllegalArgumentException noBase64) {
            return null;
        }
    }

    @Override
    public int compareTo(Age other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
