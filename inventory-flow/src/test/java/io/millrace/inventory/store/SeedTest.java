package io.millrace.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.inventory.TestDatabase;
import io.millrace.inventory.stock.StockLevel;
import io.millrace.local.testing.TestInfra;
import io.millrace.local.testing.TestPostgres.Coordinates;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
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

    @Test
    void canBeSwitchedOffAndOnAndOffAgain() {
        Coordinates production = TestInfra.postgres().createDatabase("inventory_production");

        assertThat(migrations(production, false)).isPositive();
        assertThat(migrations(production, true)).isEqualTo(1);
        assertThat(migrations(production, true)).isZero();
        assertThat(migrations(production, false)).isZero();
    }

    private static int migrations(Coordinates database, boolean seed) {
        FluentConfiguration flyway =
                Flyway.configure().dataSource(database.jdbcUrl(), database.user(), database.password());
        new SeedConfiguration().seed(new InventoryProperties(seed)).customize(flyway);
        return flyway.load().migrate().migrationsExecuted;
    }
}
