package io.millrace.acceptance.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.client.Inventory;
import io.millrace.acceptance.client.Inventory.Stock;
import io.millrace.acceptance.client.PaymentProvider;
import io.millrace.acceptance.client.PaymentProvider.Ledger;
import io.millrace.acceptance.client.PaymentProvider.Tally;
import io.millrace.acceptance.log.Journal;
import io.millrace.acceptance.log.Journal.Settled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The log on one side, stock and payments on the other. */
public final class Books implements AutoCloseable {

    private final Inventory inventory;
    private final PaymentProvider provider;
    private final Journal journal;

    /** Articles whose books balanced when this much had been sold and stocked of them; not asked for again until that changes. */
    private final Map<String, Expected> balanced = new HashMap<>();

    private record Expected(long sold, long stocked) {}

    public Books(Millrace millrace) {
        inventory = millrace.inventory();
        provider = millrace.provider();
        journal = new Journal(millrace.topics());
    }

    /** Throws an {@link AssertionError} that names the first thing that does not fit; right after an order that may be only for now. */
    public void balance() {
        journal.catchUp();
        everyOrderIsSettledForGood();
        eachOrderIsAuthorizedOnceAndCapturedExactlyIfConfirmed();
        stockIsConserved();
    }

    private void everyOrderIsSettledForGood() {
        assertThat(theFirst(journal.ordered().keySet(), journal.settled().keySet()))
                .as("orders placed and not settled")
                .isEmpty();
        assertThat(theFirst(journal.settled().keySet(), journal.ordered().keySet()))
                .as("orders settled and never placed")
                .isEmpty();
        assertThat(journal.reversals()).isEmpty();
    }

    private static List<String> theFirst(Set<String> orders, Set<String> without) {
        return orders.stream()
                .filter(order -> !without.contains(order))
                .limit(10)
                .toList();
    }

    private void eachOrderIsAuthorizedOnceAndCapturedExactlyIfConfirmed() {
        Ledger ledger = provider.ledger();
        once("authorization", ledger.authorizations());
        once("decline", ledger.declined());
        once("capture", ledger.captures());
        once("void", ledger.voids());
        assertThat(ledger.captures().orders())
                .as("captures: as many as confirmed orders, in %s", ledger)
                .isEqualTo(journal.settled().values().stream()
                        .filter(Books::isConfirmed)
                        .count());
        assertThat(ledger.voids().orders())
                .as("voids: what was authorized and not captured, in %s", ledger)
                .isEqualTo(ledger.authorizations().orders() - ledger.captures().orders());
        assertThat(ledger.authorizations().orders() + ledger.declined().orders())
                .as("answers of the provider, in %s", ledger)
                .isLessThanOrEqualTo(journal.ordered().size());
    }

    private static void once(String what, Tally tally) {
        assertThat(tally.effects()).as("one %s an order", what).isEqualTo(tally.orders());
    }

    private void stockIsConserved() {
        expectations().forEach((sku, expected) -> {
            if (!expected.equals(balanced.get(sku))) {
                balance(sku, expected);
                balanced.put(sku, expected);
            }
        });
    }

    private void balance(String sku, Expected expected) {
        Stock stock = inventory.find(sku).orElse(new Stock(sku, 0, 0, 0));
        assertThat(stock)
                .as("stock after the sale of all that was confirmed, and of nothing else")
                .isEqualTo(new Stock(sku, expected.stocked() - expected.sold(), 0, expected.sold()));
    }

    /** Every article that was ever ordered. */
    private Map<String, Expected> expectations() {
        Map<String, Long> sold = new HashMap<>();
        journal.ordered().forEach((order, lines) -> {
            Settled outcome = journal.settled().get(order);
            boolean confirmed = outcome != null && isConfirmed(outcome);
            lines.forEach(line -> sold.merge(line.sku(), confirmed ? line.quantity() : 0, Long::sum));
        });
        Map<String, Expected> expected = new HashMap<>();
        sold.forEach((sku, pieces) -> expected.put(sku, new Expected(pieces, Seed.of(sku) + journal.adjusted(sku))));
        return expected;
    }

    private static boolean isConfirmed(Settled outcome) {
        return outcome.status().equals("CONFIRMED");
    }

    @Override
    public void close() {
        journal.close();
    }
}
