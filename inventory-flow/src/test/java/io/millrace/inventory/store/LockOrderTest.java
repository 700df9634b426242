package io.millrace.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.inventory.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows are locked in sku order whatever plan is chosen: the node that locks is above the one that sorts, or above an index in that order. */
class LockOrderTest {

    private final TestDatabase database = TestDatabase.seeded();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void locksAFewRowsInTheOrderOfTheirSkus() {
        assertThat(plan("SKU-7", "SKU-3")).first().isEqualTo("LockRows");
        assertThat(plan("SKU-7", "SKU-3").get(1).strip()).matches("->  (Sort|Index Scan using stock_pkey on stock)");
    }

    @Test
    void locksARowsOfAWholeTableInTheOrderOfTheirSkus() {
        database.run("ANALYZE stock");
        String[] all = new String[1_000];
        for (int n = 0; n < all.length; n++) {
            all[n] = "SKU-" + (all.length - n);
        }

        assertThat(plan(all)).first().isEqualTo("LockRows");
        assertThat(plan(all).get(1).strip()).matches("->  (Sort|Index Scan using stock_pkey on stock)");
    }

    private List<String> plan(String... skus) {
        return database.plan(StockReads.LOCK_LEVELS, skus);
    }
}
