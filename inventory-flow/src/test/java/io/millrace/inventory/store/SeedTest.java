package io.millrace.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.inventory.TestDatabase;
import io.millrace.inventory.stock.StockLevel;
import org.junit.jupiter.api.Test;

class SeedTest {

    @Test
    void stocksTheSkusOfTheLocalSystem() {
        try (TestDatabase database = TestDatabase.seeded()) {
            assertThat(database.level("SKU-1")).isEqualTo(new StockLevel(1_000_000, 0, 0));
            assertThat(database.level("SKU-1000")).isEqualTo(new StockLevel(1_000_000, 0, 0));
            assertThat(database.level("SKU-RARE")).isEqualTo(new StockLevel(10, 0, 0));
            assertThat(database.level("SKU-NONE")).isEqualTo(new StockLevel(0, 0, 0));
            assertThat(database.pieces()).isEqualTo(1_000 * 1_000_000L + 10);
        }
    }
}
