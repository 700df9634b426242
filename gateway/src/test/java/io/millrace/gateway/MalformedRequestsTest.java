package io.millrace.gateway;

import static io.millrace.gateway.fixture.Orders.GOOD;
import static io.millrace.gateway.fixture.Orders.from;
import static io.millrace.gateway.fixture.Orders.in;
import static io.millrace.gateway.fixture.Orders.of;
import static io.millrace.gateway.fixture.Orders.withItem;
import static io.millrace.gateway.fixture.Orders.withItems;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.fixture.FakeFlows;
import io.millrace.gateway.fixture.FakeLog;
import io.millrace.gateway.fixture.GatewayTest;
import io.millrace.gateway.fixture.OpenApiDocument;
import io.millrace.gateway.fixture.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that clients get wrong, byte by byte: each gets its 4xx as a problem that says what is wrong, and harms nobody. */
@GatewayTest
class MalformedRequestsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    @Autowired
    FakeLog log;

    @Autowired
    FakeFlows flows;

    @LocalServerPort
    int port;

    /**
     * @param field that the problem names; null where no field is the matter
     * @param halfClosed whether the client says that nothing more comes
     */
    record Case(
            String name,
            byte[] request,
            int status,
            @Nullable String field,
            boolean halfClosed) {

        String method() {
            return words()[0];
        }

        String path() {
            return words().length > 1 ? words()[1] : "/";
        }

        private String[] words() {
            return new String(request, ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .split(" ");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void fresh() {
        log.reset();
        flows.reset();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"broken", "fields", "headers", "paths", "protocol", "halves"})
    void getsItsProblem(Case malformed) throws IOException {
        try (RawHttp client = new RawHttp(port)) {
            client.send(malformed.request());
            if (malformed.halfClosed()) {
                client.endOfInput();
            }
            RawHttp.Answer answer = client.answer();
            String text = answer.text();

            assertThat(answer.status()).as(text).isEqualTo(malformed.status());
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            OpenApiDocument.check(
                    malformed.method(), malformed.path(), answer.status(), answer.headers(), answer.body());
            JsonNode problem = JSON.readTree(answer.body());
            assertThat(problem.path("status").asInt()).isEqualTo(malformed.status());
            assertThat(problem.path("correlationId").asString()).isEqualTo(answer.header("X-Correlation-Id"));
            assertThat(text).doesNotContainPattern("Exception|jackson|io\\.millrace|springframework|netty|StreamRead");
            if (malformed.field() != null) {
                assertThat(problem.path("errors")
                                .valueStream()
                                .map(error -> error.path("field").asString()))
                        .as(text)
                        .contains(malformed.field());
            }
            assertThat(log.events()).isEmpty();
        }
        theNextGoodOrderGoesThrough();
    }

    private void theNextGoodOrderGoesThrough() throws IOException {
        try (RawHttp client = new RawHttp(port)) {
            assertThat(client.send(order(GOOD)).answer().status()).isEqualTo(202);
        }
    }

    static Stream<Case> broken() {
        return Stream.of(
                body("nothing", "", ""),
                body("blanks", " \n ", ""),
                body("an open brace", "{", ""),
                body("the end missing", GOOD.substring(0, 60), ""),
                body("no JSON", "hello", ""),
                body("single quotes", GOOD.replace('"', '\''), ""),
                body("a comma too many in an object", GOOD.replace("]}", "],}"), ""),
                body("a comma too many in an array", GOOD.replace("}]", "},]"), ""),
                body("a comment", "/* order */" + GOOD, ""),
                body("text behind", GOOD + " x", ""),
                body("two orders", GOOD + GOOD, ""),
                body("an array", "[" + GOOD + "]", ""),
                body("a string", "\"order\"", ""),
                body("a number", "42", ""),
                body("null", "null", ""),
                body("true", "true", ""),
                bytes(
                        "a byte order mark",
                        concat(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, GOOD.getBytes(UTF_8))),
                bytes("UTF-16", GOOD.getBytes(UTF_16LE)),
                bytes("bytes that are no UTF-8", from("\"\u00ff\u00fe\"").getBytes(ISO_8859_1)),
                bytes("overlong UTF-8", from("\"\u00c0\u00af\"").getBytes(ISO_8859_1)),
                body("a control character", from("\"a\tb\""), ""),
                body("ten thousand brackets", "[".repeat(10_000), ""),
                body("deep nesting in a field", from("[".repeat(1000) + "]".repeat(1000)), ""),
                body("not a number", withItem("\"SKU-1\"", "NaN", "1"), ""),
                body("a leading zero", withItem("\"SKU-1\"", "02", "1"), ""),
                body("a plus", withItem("\"SKU-1\"", "+2", "1"), ""),
                body("a hexadecimal number", withItem("\"SKU-1\"", "0x2", "1"), ""),
                body("a number of 2000 digits", withItem("\"SKU-1\"", "9".repeat(2000), "1"), ""));
    }

    static Stream<Case> fields() {
        return Stream.of(
                body("customerId a number", from("7"), "customerId"),
                body("customerId null", from("null"), "customerId"),
                body("customerId an object", from("{\"id\":\"c-1\"}"), "customerId"),
                body("customerId an array", from("[\"c-1\"]"), "customerId"),
                body("customerId a boolean", from("true"), "customerId"),
                body("customerId empty", from("\"\""), "customerId"),
                body("customerId too long", from("\"" + "c".repeat(65) + "\""), "customerId"),
                body("customerId with a blank", from("\"c 1\""), "customerId"),
                body("customerId with an umlaut", from("\"\\u00fc\""), "customerId"),
                body("customerId with a zero", from("\"c\\u0000\""), "customerId"),
                body("customerId missing", GOOD.replace("\"customerId\":\"c-1\",", ""), "customerId"),
                body(
                        "customerId twice",
                        GOOD.replace("{\"customerId\"", "{\"customerId\":\"c-2\",\"customerId\""),
                        "customerId"),
                body("customerId in capitals", GOOD.replace("customerId", "CustomerId"), "CustomerId"),
                body("currency in small letters", in("\"eur\""), "currency"),
                body("currency of two letters", in("\"EU\""), "currency"),
                body("currency a number", in("978"), "currency"),
                body("currency null", in("null"), "currency"),
                body("currency missing", GOOD.replace("\"currency\":\"EUR\",", ""), "currency"),
                body("currency twice", GOOD.replace("\"items\"", "\"currency\":\"EUR\",\"items\""), "currency"),
                body("items missing", "{\"customerId\":\"c-1\",\"currency\":\"EUR\"}", "items"),
                body("items null", withItems("null"), "items"),
                body("items an object", withItems("{}"), "items"),
                body("items a string", withItems("\"SKU-1\""), "items"),
                body("no items", withItems("[]"), "items"),
                body("101 items", withItems(items(101)), "items"),
                body("items twice", GOOD.replace("\"items\"", "\"items\":[],\"items\""), "items"),
                body("an item null", withItems("[null]"), "items[0]"),
                body("an item a string", withItems("[\"SKU-1\"]"), "items[0]"),
                body("an item an array", withItems("[[]]"), "items[0]"),
                body("an item empty", withItems("[{}]"), "items[0].sku"),
                body("sku null", withItem("null", "1", "1"), "items[0].sku"),
                body("sku a number", withItem("1", "1", "1"), "items[0].sku"),
                body("sku with a slash", withItem("\"a/b\"", "1", "1"), "items[0].sku"),
                body("sku too long", withItem("\"" + "s".repeat(65) + "\"", "1", "1"), "items[0].sku"),
                body("quantity 0", of(0, "SKU-1"), "items[0].quantity"),
                body("quantity negative", of(-1, "SKU-1"), "items[0].quantity"),
                body("quantity 10001", of(10_001, "SKU-1"), "items[0].quantity"),
                body("quantity 1.0", withItem("\"SKU-1\"", "1.0", "1"), "items[0].quantity"),
                body("quantity 1.5", withItem("\"SKU-1\"", "1.5", "1"), "items[0].quantity"),
                body("quantity a string", withItem("\"SKU-1\"", "\"1\"", "1"), "items[0].quantity"),
                body("quantity 1e2", withItem("\"SKU-1\"", "1e2", "1"), "items[0].quantity"),
                body("quantity null", withItem("\"SKU-1\"", "null", "1"), "items[0].quantity"),
                body("quantity true", withItem("\"SKU-1\"", "true", "1"), "items[0].quantity"),
                body("quantity beyond a long", withItem("\"SKU-1\"", "9223372036854775808", "1"), "items[0].quantity"),
                body("quantity of 100 digits", withItem("\"SKU-1\"", "1".repeat(100), "1"), "items[0].quantity"),
                body("quantity that wraps to 1", withItem("\"SKU-1\"", "4294967297", "1"), "items[0].quantity"),
                body("quantity missing", withItems("[{\"sku\":\"SKU-1\",\"unitPriceCents\":1}]"), "items[0].quantity"),
                body(
                        "quantity twice",
                        GOOD.replace("\"unitPriceCents\"", "\"quantity\":2,\"unitPriceCents\""),
                        "items[0].quantity"),
                body("price negative", withItem("\"SKU-1\"", "1", "-1"), "items[0].unitPriceCents"),
                body("price too high", withItem("\"SKU-1\"", "1", "100000001"), "items[0].unitPriceCents"),
                body("price with a point", withItem("\"SKU-1\"", "1", "12.99"), "items[0].unitPriceCents"),
                body("price a string", withItem("\"SKU-1\"", "1", "\"1299\""), "items[0].unitPriceCents"),
                body("price null", withItem("\"SKU-1\"", "1", "null"), "items[0].unitPriceCents"),
                body("price missing", withItems("[{\"sku\":\"SKU-1\",\"quantity\":1}]"), "items[0].unitPriceCents"),
                body(
                        "the fourth item wrong",
                        withItems(items(3).replace("]", ",{\"sku\":\"A\",\"quantity\":0,\"unitPriceCents\":1}]")),
                        "items[3].quantity"),
                body("a field unknown", GOOD.replace("{\"customerId\"", "{\"coupon\":\"X\",\"customerId\""), "coupon"),
                body(
                        "a field unknown and nested",
                        GOOD.replace("{\"customerId\"", "{\"meta\":{\"a\":[1,{}]},\"customerId\""),
                        "meta"),
                body(
                        "a total of the client's",
                        GOOD.replace("{\"customerId\"", "{\"totalCents\":1,\"customerId\""),
                        "totalCents"),
                body(
                        "a field unknown in an item",
                        GOOD.replace("{\"sku\"", "{\"color\":\"red\",\"sku\""),
                        "items[0].color"),
                adjustment("delta missing", "{}", "delta"),
                adjustment("delta 0", "{\"delta\":0}", "delta"),
                adjustment("delta a string", "{\"delta\":\"5\"}", "delta"),
                adjustment("delta 1.5", "{\"delta\":1.5}", "delta"),
                adjustment("delta null", "{\"delta\":null}", "delta"),
                adjustment("delta too large", "{\"delta\":1000000001}", "delta"),
                adjustment("delta twice", "{\"delta\":1,\"delta\":1}", "delta"),
                adjustment("reason blank", "{\"delta\":1,\"reason\":\" \"}", "reason"),
                adjustment("reason null", "{\"delta\":1,\"reason\":null}", "reason"),
                adjustment("reason too long", "{\"delta\":1,\"reason\":\"" + "r".repeat(201) + "\"}", "reason"),
                adjustment("reason half a character", "{\"delta\":1,\"reason\":\"\\ud800\"}", "reason"),
                adjustment("a field unknown to adjustments", "{\"delta\":1,\"by\":\"me\"}", "by"));
    }

    static Stream<Case> headers() {
        String json = "Content-Type: application/json\r\n";
        return Stream.of(
                request("no content type", "POST /orders", "", GOOD, 415, null),
                request("text", "POST /orders", "Content-Type: text/plain\r\n", GOOD, 415, null),
                request(
                        "a form",
                        "POST /orders",
                        "Content-Type: application/x-www-form-urlencoded\r\n",
                        GOOD,
                        415,
                        null),
                request(
                        "another charset",
                        "POST /orders",
                        "Content-Type: application/json;charset=iso-8859-1\r\n",
                        GOOD,
                        415,
                        null),
                request(
                        "an unknown charset",
                        "POST /orders",
                        "Content-Type: application/json;charset=klingon\r\n",
                        GOOD,
                        415,
                        null),
                request("no media type", "POST /orders", "Content-Type: @@\r\n", GOOD, 415, null),
                request("two content types", "POST /orders", json + json, GOOD, 415, null),
                request("a compressed body", "POST /orders", json + "Content-Encoding: gzip\r\n", GOOD, 415, null),
                request("only HTML accepted", "POST /orders", json + "Accept: text/html\r\n", GOOD, 406, null),
                request(
                        "JSON ruled out",
                        "POST /orders",
                        json + "Accept: application/json;q=0, */*\r\n",
                        GOOD,
                        406,
                        null),
                request("an illegible Accept", "POST /orders", json + "Accept: @@\r\n", GOOD, 406, null),
                request(
                        "lines in, JSON out",
                        "POST /orders",
                        "Content-Type: application/x-ndjson\r\nAccept: application/json\r\n",
                        GOOD,
                        406,
                        null),
                request("an empty key", "POST /orders", json + "Idempotency-Key: \r\n", GOOD, 400, "Idempotency-Key"),
                request(
                        "a key too long",
                        "POST /orders",
                        json + "Idempotency-Key: " + "k".repeat(256) + "\r\n",
                        GOOD,
                        400,
                        "Idempotency-Key"),
                request(
                        "a key with a blank",
                        "POST /orders",
                        json + "Idempotency-Key: a b\r\n",
                        GOOD,
                        400,
                        "Idempotency-Key"),
                request(
                        "a key beyond ASCII",
                        "POST /orders",
                        json + "Idempotency-Key: \u00fc\r\n",
                        GOOD,
                        400,
                        "Idempotency-Key"),
                request(
                        "two keys",
                        "POST /orders",
                        json + "Idempotency-Key: a\r\nIdempotency-Key: b\r\n",
                        GOOD,
                        400,
                        "Idempotency-Key"),
                request(
                        "a bad key for a stream",
                        "POST /orders",
                        "Content-Type: application/x-ndjson\r\nIdempotency-Key: a b\r\n",
                        GOOD,
                        400,
                        "Idempotency-Key"),
                request(
                        "a correlation id with a blank",
                        "POST /orders",
                        json + "X-Correlation-Id: a b\r\n",
                        GOOD,
                        400,
                        "X-Correlation-Id"),
                request(
                        "a correlation id too long",
                        "POST /orders",
                        json + "X-Correlation-Id: " + "x".repeat(129) + "\r\n",
                        GOOD,
                        400,
                        "X-Correlation-Id"),
                request(
                        "an empty correlation id",
                        "POST /orders",
                        json + "X-Correlation-Id: \r\n",
                        GOOD,
                        400,
                        "X-Correlation-Id"),
                request(
                        "two correlation ids",
                        "POST /orders",
                        json + "X-Correlation-Id: a\r\nX-Correlation-Id: b\r\n",
                        GOOD,
                        400,
                        "X-Correlation-Id"),
                new Case(
                        "a body announced as too long",
                        ("POST /orders HTTP/1.1\r\nHost: x\r\n" + json + "Content-Length: 300000\r\n\r\n")
                                .getBytes(ISO_8859_1),
                        413,
                        null,
                        false),
                new Case("a body that turns out too long", chunked(300_000), 413, null, false));
    }

    static Stream<Case> paths() {
        String json = "Content-Type: application/json\r\n";
        return Stream.of(
                request("an unknown path", "GET /nothing", "", "", 404, null),
                request("the root", "POST /", json, GOOD, 404, null),
                request("a slash too many", "POST /orders/", json, GOOD, 404, null),
                request("an encoded slash", "POST /orders%2Fx%2Fcancellation", json, "", 404, null),
                request("PUT to orders", "PUT /orders", json, GOOD, 405, null),
                request("a method nobody knows", "BREW /orders", json, GOOD, 405, null),
                request("DELETE of an order", "DELETE /orders/" + ID + "/cancellation", "", "", 405, null),
                request("GET of adjustments", "GET /inventory/SKU-1/adjustments", "", "", 405, null),
                request("POST to this document", "POST /openapi.yaml", json, GOOD, 405, null),
                request("a cancellation of no id", "POST /orders/first/cancellation", "", "", 404, null),
                request("a cancellation of a short id", "POST /orders/1-2-3-4-5/cancellation", "", "", 404, null),
                request("a cancellation of nobody's order", "POST /orders/" + ID + "/cancellation", "", "", 404, null),
                request(
                        "an adjustment of no sku",
                        "POST /inventory/a%20b/adjustments",
                        json,
                        "{\"delta\":1}",
                        404,
                        null),
                request(
                        "an adjustment as text",
                        "POST /inventory/SKU-1/adjustments",
                        "Content-Type: text/plain\r\n",
                        "{\"delta\":1}",
                        415,
                        null));
    }

    static Stream<Case> protocol() {
        String head = "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        return Stream.of(
                raw("no HTTP", "hello\r\n\r\n", 400),
                raw("a request line without a version", "POST /orders\r\n\r\n", 400),
                raw("a version that is none", "POST /orders HTTP/x\r\nHost: x\r\n\r\n", 400),
                raw("a header without a colon", "POST /orders HTTP/1.1\r\nHost x\r\n\r\n", 400),
                raw("a header name with a blank", "POST /orders HTTP/1.1\r\nHo st: x\r\n\r\n", 400),
                raw("a header with a zero", "POST /orders HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n", 400),
                raw("a request line too long", "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 414),
                raw(
                        "headers too long",
                        "GET /orders HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(20_000) + "\r\n\r\n",
                        431),
                raw("a path that is no URI", "POST /orders|x HTTP/1.1\r\nHost: x\r\n\r\n", 400),
                raw("an escape that is none", "POST /orders/%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 400),
                raw("a length that is none", head + "Content-Length: many\r\n\r\n" + GOOD, 400),
                raw("a negative length", head + "Content-Length: -1\r\n\r\n" + GOOD, 400),
                raw("two lengths", head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + GOOD, 400),
                raw("a chunk size that is none", head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + GOOD, 400));
    }

    static Stream<Case> halves() {
        String head =
                "POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
        return Stream.of(
                new Case("a body that stops coming", (head + GOOD).getBytes(ISO_8859_1), 408, null, false),
                new Case("no body at all", head.getBytes(ISO_8859_1), 408, null, false),
                new Case("a body cut off", (head + GOOD).getBytes(ISO_8859_1), 400, null, true));
    }

    private static Case body(String name, String body, String field) {
        return new Case(name, order(body), 400, field, false);
    }

    private static Case bytes(String name, byte[] body) {
        return new Case(
                name,
                concat(head("POST /orders", "Content-Type: application/json\r\n", body.length), body),
                400,
                "",
                false);
    }

    private static Case adjustment(String name, String body, String field) {
        return request(
                name, "POST /inventory/SKU-1/adjustments", "Content-Type: application/json\r\n", body, 400, field);
    }

    private static Case request(
            String name, String line, String headers, String body, int status, @Nullable String field) {
        byte[] bytes = body.getBytes(ISO_8859_1);
        return new Case(name, concat(head(line, headers, bytes.length), bytes), status, field, false);
    }

    private static Case raw(String name, String text, int status) {
        return new Case(name, text.getBytes(ISO_8859_1), status, null, false);
    }

    private static byte[] order(String body) {
        byte[] bytes = body.getBytes(ISO_8859_1);
        return concat(head("POST /orders", "Content-Type: application/json\r\n", bytes.length), bytes);
    }

    private static byte[] head(String line, String headers, int length) {
        return (line + " HTTP/1.1\r\nHost: x\r\n" + headers + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private static byte[] chunked(int length) {
        return ("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(length) + "\r\n" + " ".repeat(length) + "\r\n0\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private static String items(int count) {
        List<String> items =
                new ArrayList<>(Collections.nCopies(count, "{\"sku\":\"SKU-1\",\"quantity\":1,\"unitPriceCents\":1}"));
        return "[" + String.join(",", items) + "]";
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
