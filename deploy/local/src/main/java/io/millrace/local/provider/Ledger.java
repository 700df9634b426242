package io.millrace.local.provider;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the provider knows: what each idempotency key brought about, and what has happened to each order. It charges whoever asks under a
 * new key, even for the same order once more: the ledger is there to show that. Used by one thread only, the server's event loop.
 */
final class Ledger {

    /**
     * @param calls requests received, whatever became of them
     * @param effects how many of them brought something about; a repeated key never does
     * @param orders distinct orders that it was brought about for
     */
    record Line(long calls, long effects, long orders) {}

    private final FingerprintTable answers = new FingerprintTable();
    private final FingerprintTable orders = new FingerprintTable();
    private final Map<Tally, Long> effects = new EnumMap<>(Tally.class);
    private final Map<Tally, Long> distinctOrders = new EnumMap<>(Tally.class);
    private final Journal journal;

    private Ledger(Path file) {
        this.journal = Journal.open(file, this::remember);
    }

    static Ledger in(Path file) {
        return new Ledger(file);
    }

    /** Counts the call; to be called once for each, before anything is done about it. */
    void countCall(Operation operation, @Nullable PaymentRequest request) {
        Effect aim = (request == null ? PaymentRequest.UNREADABLE : request).aim(operation);
        journal.countCall(Tally.of(aim));
    }

    Answer perform(Operation operation, String idempotencyKey, PaymentRequest request) {
        String orderId = Objects.requireNonNull(request.orderId());
        Fingerprint key = Fingerprint.of(operation + " " + idempotencyKey);
        long before = answers.get(key);
        if (before != 0) {
            return (int) before == request.inShort()
                    ? Answer.done(Effect.ofCode((int) (before >>> 32)), key, orderId)
                    : Answer.problem(422, "Idempotency-Key reused", "the key came with another request before");
        }
        Fingerprint order = Fingerprint.of(orderId);
        Effect effect = request.aim(operation);
        long history = orders.get(order);
        if (effect == Effect.CAPTURED && !Effect.APPROVED.isIn(history)) {
            return Answer.problem(409, "Not authorized", "no authorization was ever approved for this order");
        }
        if (effect == Effect.CAPTURED && Effect.VOIDED.isIn(history)) {
            return Answer.problem(409, "Voided", "the authorization of this order was voided");
        }
        if (effect == Effect.VOIDED && Effect.CAPTURED.isIn(history)) {
            return Answer.problem(409, "Captured", "this order was captured and cannot be voided any more");
        }
        var entry = new Journal.Entry(effect, request.inShort(), key, order);
        journal.append(entry);
        remember(entry);
        return Answer.done(effect, key, orderId);
    }

    /** By the name of the column, in lower case. */
    Map<String, Line> lines() {
        var lines = new LinkedHashMap<String, Line>();
        for (Tally tally : Tally.values()) {
            lines.put(
                    tally.name().toLowerCase(Locale.ROOT),
                    new Line(
                            journal.calls(tally),
                            effects.getOrDefault(tally, 0L),
                            distinctOrders.getOrDefault(tally, 0L)));
        }
        return lines;
    }

    private void remember(Journal.Entry entry) {
        Effect effect = entry.effect();
        answers.put(entry.key(), ((long) effect.code() << 32) | Integer.toUnsignedLong(entry.request()));
        effects.merge(Tally.of(effect), 1L, Long::sum);
        long history = orders.get(entry.order());
        if (!effect.isIn(history)) {
            distinctOrders.merge(Tally.of(effect), 1L, Long::sum);
            orders.put(entry.order(), history | effect.bit());
        }
    }
}
