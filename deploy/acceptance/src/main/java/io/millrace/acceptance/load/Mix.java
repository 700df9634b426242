package io.millrace.acceptance.load;

import static io.millrace.acceptance.client.OrderDraft.anOrder;

import io.millrace.acceptance.client.OrderDraft;
import java.util.List;
import java.util.Random;

/** What customers want, drawn from a seed: one order in twenty cannot be paid, one in twenty is cancelled. For one thread. */
public final class Mix {

    private static final double UNPAYABLE = 0.05;
    private static final double CANCELLED = 0.05;

    private final Random chance;
    private final List<String> skus;

    public Mix(long seed, List<String> skus) {
        chance = new Random(seed);
        this.skus = List.copyOf(skus);
    }

    public List<String> skus() {
        return skus;
    }

    /** By a customer of their own, so that an order can be found whose answer never came. */
    public Wish next() {
        double lot = chance.nextDouble();
        if (lot < UNPAYABLE) {
            return new Wish(anOrder().unpayable(sku()), false);
        }
        return new Wish(payable(), lot < UNPAYABLE + CANCELLED);
    }

    private OrderDraft payable() {
        OrderDraft draft = anOrder();
        int lines = 1 + chance.nextInt(3);
        for (int line = 0; line < lines; line++) {
            draft = draft.of(1 + chance.nextInt(5), sku());
        }
        return draft;
    }

    private String sku() {
        return skus.get(chance.nextInt(skus.size()));
    }
}
