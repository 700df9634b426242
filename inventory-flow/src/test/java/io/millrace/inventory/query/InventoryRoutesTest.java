package io.millrace.inventory.query;

import io.millrace.inventory.TestDatabase;
import io.millrace.inventory.store.StockStore;
import io.millrace.pipeline.sql.R2dbcFailures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InventoryRoutesTest {

    private final TestDatabase database = TestDatabase.empty();

    @BeforeAll
    void stock() {
        database.stock("SKU-RARE", 10);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void showsTheStockOfASku() {
        get(database.store(), "SKU-RARE")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"sku\":\"SKU-RARE\",\"available\":10,\"reserved\":0,\"sold\":0}", JsonCompareMode.STRICT);
    }

    @Test
    void knowsNothingOfASkuThatWasNeverStocked() {
        get(database.store(), "SKU-NEVER")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a'--", "ä", "0123456789012345678901234567890123456789012345678901234567890123456789"})
    void refusesWhatIsNoSku(String sku) {
        get(database.store(), sku).expectStatus().isBadRequest().expectBody().isEmpty();
    }

    @Test
    void asksToComeBackWhileTheDatabaseIsGone() {
        get(TestDatabase.storeWithoutDatabase(), "SKU-RARE")
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .isEmpty();
    }

    private static ResponseSpec get(StockStore store, String sku) {
        InventoryRoutes routes = new InventoryRoutes(new InventoryQueries(store, new OneByOne()), new R2dbcFailures());
        return WebTestClient.bindToRouterFunction(routes.inventory())
                .build()
                .get()
                .uri("/inventory/{sku}", sku)
                .exchange();
    }
}
