package io.millrace.acceptance.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Stock, as a warehouse sees it. */
public final class Inventory {

    /** From the upper end of the shelf; examples and people with curl take from the lower. */
    private static final AtomicInteger UNTOUCHED = new AtomicInteger(1_000);

    private final Http gateway;

    public Inventory(Http gateway) {
        this.gateway = gateway;
    }

    /** What is there to be sold, promised to orders under way, and gone. */
    public record Stock(String sku, long available, long reserved, long sold) {

        public long everStocked() {
            return available + reserved + sold;
        }
    }

    /** An article with plenty of stock that no other test of this run touches. */
    public String anArticle() {
        return "SKU-" + UNTOUCHED.getAndDecrement();
    }

    public Stock stock(String sku) {
        return gateway.get("/inventory/" + sku).expecting(200).as(Stock.class);
    }

    public Optional<Stock> find(String sku) {
        Answer answer = gateway.get("/inventory/" + sku);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.expecting(200).as(Stock.class));
    }

    public void adjust(String sku, long delta) {
        gateway.post("/inventory/" + sku + "/adjustments", "{\"delta\":%d,\"reason\":\"restock\"}".formatted(delta))
                .expecting(202);
    }
}
