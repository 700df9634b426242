package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static io.millrace.acceptance.wire.Malformed.order;
import static io.millrace.acceptance.wire.Malformed.orderWith;
import static io.millrace.acceptance.wire.Malformed.raw;
import static io.millrace.acceptance.wire.Malformed.request;

import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.log.OrderIds;
import io.millrace.acceptance.wire.Malformed;
import java.util.List;
import java.util.stream.Stream;

/** What clients get wrong, and a few things that only attackers do. */
final class MalformedRequests {

    private static final String GOOD = "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"items\":"
            + "[{\"sku\":\"SKU-1\",\"quantity\":2,\"unitPriceCents\":1299}]}";

    private static final String JSON = "Content-Type: application/json";

    private MalformedRequests() {}

    static Stream<Malformed> all() {
        return Stream.of(
                        brokenJson(),
                        wrongTypes(),
                        nullsAndGaps(),
                        unknownAndDuplicate(),
                        outOfBounds(),
                        headers(),
                        mediaTypes(),
                        methods(),
                        paths(),
                        queries(),
                        adjustments(),
                        brokenHttp(),
                        halves())
                .flatMap(List::stream);
    }

    private static List<Malformed> brokenJson() {
        return List.of(
                order("an empty body", ""),
                order("white space for a body", " \r\n\t "),
                order("an object that never ends", "{\"customerId\":\"c-1\""),
                order("a trailing comma", GOOD.replace("]}", "],}")),
                order("single quotes", GOOD.replace('"', '\'')),
                order("names without quotes", GOOD.replace("\"currency\"", "currency")),
                order("a comment", GOOD.replace("\"EUR\"", "/* euro */ \"EUR\"")),
                order("not a number", with("quantity\":2", "quantity\":NaN")),
                order("a leading zero", with("quantity\":2", "quantity\":02")),
                order("a line break in a string", with("c-1", "c\n1")),
                order("two orders", GOOD + GOOD),
                order("trailing text", GOOD + " thanks"),
                order("brackets, ten thousand deep", "[".repeat(10_000)),
                order("half a surrogate pair", with("c-1", "c-\\ud800")).naming("customerId"),
                order("an array", "[" + GOOD + "]"),
                order("a string", "\"order\""),
                order("a number", "42"),
                order("null", "null"));
    }

    private static List<Malformed> wrongTypes() {
        return List.of(
                order("a number for a customer", with("\"c-1\"", "1")).naming("customerId"),
                order("an object for a customer", with("\"c-1\"", "{}")).naming("customerId"),
                order("true for a currency", with("\"EUR\"", "true")).naming("currency"),
                order("an object for items", "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"items\":{}}")
                        .naming("items"),
                order("a string for an item", "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"items\":[\"SKU-1\"]}")
                        .naming("items"),
                order("a number for a sku", with("\"SKU-1\"", "1")).naming("sku"),
                order("a string for a quantity", with("quantity\":2", "quantity\":\"2\""))
                        .naming("quantity"),
                order("half a piece", with("quantity\":2", "quantity\":0.5")).naming("quantity"),
                order("false for a quantity", with("quantity\":2", "quantity\":false"))
                        .naming("quantity"),
                order("an array for a quantity", with("quantity\":2", "quantity\":[2]"))
                        .naming("quantity"),
                order("a string for a price", with("1299", "\"1299\"")).naming("unitPriceCents"),
                order("fractions of a cent", with("1299", "12.99")).naming("unitPriceCents"));
    }

    private static List<Malformed> nullsAndGaps() {
        return List.of(
                order("null for a customer", with("\"c-1\"", "null")).naming("customerId"),
                order("null for a currency", with("\"EUR\"", "null")).naming("currency"),
                order("null for items", "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"items\":null}")
                        .naming("items"),
                order("null for an item", "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"items\":[null]}")
                        .naming("items"),
                order("null for a quantity", with("quantity\":2", "quantity\":null"))
                        .naming("quantity"),
                order("an empty object", "{}").naming("customerId"),
                order("no customer", with("\"customerId\":\"c-1\",", "")).naming("customerId"),
                order("no currency", with("\"currency\":\"EUR\",", "")).naming("currency"),
                order("no items", "{\"customerId\":\"c-1\",\"currency\":\"EUR\"}")
                        .naming("items"),
                order("no sku", with("\"sku\":\"SKU-1\",", "")).naming("sku"),
                order("no quantity", with("\"quantity\":2,", "")).naming("quantity"),
                order("no price", with(",\"unitPriceCents\":1299", "")).naming("unitPriceCents"));
    }

    private static List<Malformed> unknownAndDuplicate() {
        return List.of(
                order("an unknown field", with("\"currency\"", "\"coupon\":\"x\",\"currency\""))
                        .naming("coupon"),
                order("an unknown field of an item", with("\"quantity\"", "\"colour\":\"red\",\"quantity\""))
                        .naming("colour"),
                order("a field in other letters", with("customerId", "CustomerID"))
                        .naming("CustomerID"),
                order("a total that the customer worked out", with("\"currency\"", "\"totalCents\":1,\"currency\""))
                        .naming("totalCents"),
                order("two customers", with("\"currency\"", "\"customerId\":\"c-2\",\"currency\"")),
                order("two quantities", with("\"unitPriceCents\"", "\"quantity\":3,\"unitPriceCents\"")));
    }

    private static List<Malformed> outOfBounds() {
        return List.of(
                order("no items in the list", "{\"customerId\":\"c-1\",\"currency\":\"EUR\",\"items\":[]}")
                        .naming("items"),
                order("101 items", lines(101).json()).naming("items"),
                order("a quantity of 0", with("quantity\":2", "quantity\":0")).naming("quantity"),
                order("a quantity below 0", with("quantity\":2", "quantity\":-1"))
                        .naming("quantity"),
                order("a quantity of 10,001", with("quantity\":2", "quantity\":10001"))
                        .naming("quantity"),
                order("a quantity beyond an int", with("quantity\":2", "quantity\":4294967298"))
                        .naming("quantity"),
                order("a quantity beyond a long", with("quantity\":2", "quantity\":18446744073709551618"))
                        .naming("quantity"),
                order("a quantity of a thousand digits", with("quantity\":2", "quantity\":" + "9".repeat(1_000))),
                order("a quantity of 1e400", with("quantity\":2", "quantity\":1e400")),
                order("a price below 0", with("1299", "-1")).naming("unitPriceCents"),
                order("a price above 100,000,000", with("1299", "100000001")).naming("unitPriceCents"),
                order("a price beyond a long", with("1299", "9223372036854775808"))
                        .naming("unitPriceCents"),
                order("a customer without a name", with("c-1", "")).naming("customerId"),
                order("a customer of 65 letters", with("c-1", "c".repeat(65))).naming("customerId"),
                order("a customer with a space", with("c-1", "c 1")).naming("customerId"),
                order("a customer with an umlaut", with("c-1", "jürgen")).naming("customerId"),
                order("a customer with a NUL", with("c-1", "c\\u0000")).naming("customerId"),
                order("a customer and a line break", with("c-1", "c-1\\n")).naming("customerId"),
                order("a sku without a name", with("SKU-1", "")).naming("sku"),
                order("a sku of 65 letters", with("SKU-1", "S".repeat(65))).naming("sku"),
                order("a sku that is a path", with("SKU-1", "../SKU-1")).naming("sku"),
                order("a currency in small letters", with("EUR", "eur")).naming("currency"),
                order("a currency of two letters", with("EUR", "EU")).naming("currency"),
                order("a currency of four letters", with("EUR", "EURO")).naming("currency"),
                order("a body of four megabytes", GOOD + " ".repeat(4_000_000), 413));
    }

    private static List<Malformed> headers() {
        return List.of(
                orderWith("Idempotency-Key:", GOOD, 400),
                orderWith("Idempotency-Key: " + "k".repeat(256), GOOD, 400),
                orderWith("Idempotency-Key: two words", GOOD, 400),
                orderWith("Idempotency-Key: schlüssel", GOOD, 400),
                orderWith("X-Padding: " + "x".repeat(100_000), GOOD, 400, 413, 431));
    }

    private static List<Malformed> mediaTypes() {
        return List.of(
                request("a body of no type", "POST /orders", List.of(), GOOD, 415),
                request("a text", "POST /orders", List.of("Content-Type: text/plain"), GOOD, 415),
                request("XML", "POST /orders", List.of("Content-Type: application/xml"), "<order/>", 415),
                request(
                        "a form",
                        "POST /orders",
                        List.of("Content-Type: application/x-www-form-urlencoded"),
                        "customerId=c-1",
                        415),
                request("a type that is none", "POST /orders", List.of("Content-Type: json"), GOOD, 400, 415),
                request("an answer in XML", "POST /orders", List.of(JSON, "Accept: application/xml"), GOOD, 406),
                request(
                        "an order in HTML",
                        "GET /orders/" + OrderIds.fresh(),
                        List.of("Accept: text/html"),
                        "",
                        404,
                        406),
                request("a list in HTML", "GET /orders", List.of("Accept: text/html"), "", 406),
                request("an answer of no type", "GET /orders", List.of("Accept: ///"), "", 400, 406));
    }

    private static List<Malformed> methods() {
        return List.of(
                request("an order put", "PUT /orders", List.of(JSON), GOOD, 405),
                request("all orders deleted", "DELETE /orders", 405),
                request("an order deleted", "DELETE /orders/" + OrderIds.fresh(), 405),
                request("an order patched", "PATCH /orders/" + OrderIds.fresh(), List.of(JSON), "{}", 405),
                request("events posted", "POST /orders/" + OrderIds.fresh() + "/events", List.of(JSON), "{}", 405),
                request("a cancellation read", "GET /orders/" + OrderIds.fresh() + "/cancellation", 405),
                request("stock put", "PUT /inventory/SKU-1", List.of(JSON), "{}", 405),
                request("adjustments read", "GET /inventory/SKU-1/adjustments", 405),
                request("a method nobody knows", "BREW /orders", 400, 405));
    }

    private static List<Malformed> paths() {
        return List.of(
                request("a page nobody wrote", "GET /", 404),
                request("a misspelled path", "GET /order", 404),
                request("a path too long", "GET /orders/" + OrderIds.fresh() + "/items", 404),
                request("an order nobody placed", "GET /orders/" + OrderIds.fresh(), 404),
                request("an order id that is none", "GET /orders/17", 400, 404),
                request("a script for an order id", "GET /orders/%3Cscript%3E", 400, 404),
                request("a NUL for an order id", "GET /orders/%00", 400, 404),
                request("a percent sign by itself", "GET /orders/%zz", 400, 404),
                request("a way out of the house", "GET /../../etc/passwd", 400, 404),
                request("an article nobody stocks", "GET /inventory/SKU-NOBODY-EVER-STOCKED", 404),
                request("an article with a space", "GET /inventory/SKU%201", 400, 404));
    }

    private static List<Malformed> queries() {
        return List.of(
                request("a list of no orders", "GET /orders?limit=0", 400).naming("limit"),
                request("a list of fewer", "GET /orders?limit=-1", 400).naming("limit"),
                request("a limit in words", "GET /orders?limit=ten", 400).naming("limit"),
                request("a limit beyond a long", "GET /orders?limit=99999999999999999999", 400)
                        .naming("limit"),
                request("a status that is none", "GET /orders?status=LOST", 400).naming("status"),
                request("a cursor that is none", "GET /orders?after=%27%20OR%201=1--", 400)
                        .naming("after"),
                request("a customer that cannot be", "GET /orders?customerId=a%20b", 400)
                        .naming("customerId"));
    }

    private static List<Malformed> adjustments() {
        String path = "POST /inventory/SKU-1/adjustments";
        return List.of(
                request("an adjustment of nothing", path, List.of(JSON), "{}", 400)
                        .naming("delta"),
                request("an adjustment in words", path, List.of(JSON), "{\"delta\":\"1\",\"reason\":\"x\"}", 400)
                        .naming("delta"),
                request(
                                "an adjustment beyond a long",
                                path,
                                List.of(JSON),
                                "{\"delta\":9223372036854775808,\"reason\":\"x\"}",
                                400)
                        .naming("delta"),
                request(
                                "an adjustment with an unknown field",
                                path,
                                List.of(JSON),
                                "{\"delta\":1,\"reason\":\"x\",\"by\":\"me\"}",
                                400)
                        .naming("by"),
                request("an adjustment of no type", path, List.of(), "{\"delta\":1,\"reason\":\"x\"}", 415));
    }

    private static List<Malformed> brokenHttp() {
        return List.of(
                raw("no HTTP at all", "HELLO\r\n\r\n", 400),
                raw("a version to come", "GET /orders HTTP/9.9\r\nHost: localhost\r\n\r\n", 400, 505),
                raw("a header without a name", "GET /orders HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n", 400),
                raw("a length in words", post("Content-Length: long\r\n\r\n" + GOOD), 400),
                raw("a length below 0", post("Content-Length: -1\r\n\r\n" + GOOD), 400),
                raw("two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + GOOD), 400),
                raw(
                        "a chunk of no size",
                        post("Transfer-Encoding: chunked\r\n\r\nzz\r\n" + GOOD + "\r\n0\r\n\r\n"),
                        400));
    }

    private static List<Malformed> halves() {
        return List.of(
                order("half a body", GOOD, 400, 408).cutShort(20),
                raw("half a chunked body", post("Transfer-Encoding: chunked\r\n\r\n40\r\n" + GOOD), 400, 408)
                        .cutShort(100),
                raw("half a head", post("Content-Le"), 400, 408).cutShort(3),
                raw("half a request line", "POST /ord", 400, 408).cutShort(1));
    }

    private static String post(String rest) {
        return "POST /orders HTTP/1.1\r\nHost: localhost\r\n" + JSON + "\r\n" + rest;
    }

    private static String with(String part, String replacement) {
        return GOOD.replace(part, replacement);
    }

    private static OrderDraft lines(int count) {
        OrderDraft draft = anOrder();
        for (int i = 0; i < count; i++) {
            draft = draft.of(1, "SKU-1");
        }
        return draft;
    }
}
