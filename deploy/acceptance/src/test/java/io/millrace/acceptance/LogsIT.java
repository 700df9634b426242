package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.Placed;
import io.millrace.acceptance.running.Part;
import io.millrace.acceptance.wire.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the four services write of an order, and what they never write. */
@Acceptance
class LogsIT {

    private static final List<String> SERVICES = List.of("gateway", "order-flow", "payment-flow", "inventory-flow");

    private final Millrace millrace;
    private final Orders orders;
    private final String mark = UUID.randomUUID().toString().replace("-", "");

    LogsIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
    }

    @Test
    void eachServiceSaysInOneLineWhatItDecidedOfAnOrder() {
        OrderView order =
                settled(anOrder().of(2, millrace.inventory().anArticle()), "X-Correlation-Id", "corr-" + mark);

        List<JsonNode> lines = linesOf(order.orderId(), SERVICES.size());

        assertThat(lines)
                .extracting(line -> service(line) + " " + line.path("message").asString())
                .containsExactlyInAnyOrder(
                        "gateway accepted",
                        "payment-flow authorized",
                        "inventory-flow reserved",
                        "order-flow confirmed");
        assertThat(lines)
                .allSatisfy(line -> {
                    assertThat(line.path("correlationId").asString()).isEqualTo("corr-" + mark);
                    assertThat(line.path("trace").path("id").asString()).hasSize(32);
                })
                .extracting(line -> line.path("trace").path("id").asString())
                .containsOnly(lines.getFirst().path("trace").path("id").asString());
    }

    @Test
    void saysWhyAnOrderCameToNothing() {
        OrderView declined = settled(anOrder().unpayable(millrace.inventory().anArticle()));
        OrderView refused = settled(anOrder().of(1, "SKU-NONE"));

        assertThat(linesOf(declined.orderId(), SERVICES.size()))
                .extracting(LogsIT::decision)
                .contains("payment-flow declined ", "order-flow cancelled PAYMENT_DECLINED");
        assertThat(linesOf(refused.orderId(), 3))
                .extracting(LogsIT::decision)
                .contains("inventory-flow refused OUT_OF_STOCK", "order-flow cancelled OUT_OF_STOCK");
    }

    @Test
    void neitherCustomersNorGoodsNorSecretsAreWritten() {
        String customer = "customer-" + mark.substring(0, 20);
        String sku = "SKU-" + mark.substring(0, 20);
        OrderDraft draft = anOrder().by(customer).of(1, sku);
        OrderView order = settled(
                draft, "Idempotency-Key", "key-" + mark, "Authorization", "Bearer secret-" + mark, "Cookie", mark);
        orders.list("customerId=" + customer);
        orders.send(draft.in("not a currency"));
        orders.send(new OrderDraft(customer + " and more", "EUR", draft.items()));
        linesOf(order.orderId(), 3);

        assertThat(lines())
                .noneMatch(line -> line.contains(customer))
                .noneMatch(line -> line.contains(sku))
                .noneMatch(line -> line.contains(mark));
    }

    @Test
    void eachLineIsJsonAndSaysWhoseItIs() {
        settled(anOrder().of(1, millrace.inventory().anArticle()));

        for (String service : SERVICES) {
            assertThat(lines(service))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(service(json(line))).isEqualTo(service));
        }
    }

    @Test
    void aClientThatGoesAwayIsNobodysError() throws IOException {
        long errorsBefore = errorsOfTheGateway();
        String order = anOrder().of(1, millrace.inventory().anArticle()).json();
        for (int i = 0; i < 20; i++) {
            leaveAfter(post(order.length() + 1_000, "") + order);
            leaveAfter(post(order.length(), "Prefer: wait=20\r\n") + order);
            leaveAfter("GET /orders/events HTTP/1.1\r\nHost: gateway\r\n\r\n");
        }

        linesOf(settled(anOrder().of(1, millrace.inventory().anArticle())).orderId(), SERVICES.size());
        assertThat(errorsOfTheGateway()).isEqualTo(errorsBefore);
    }

    private static String post(int length, String header) {
        return "POST /orders HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n" + header + "\r\n";
    }

    private void leaveAfter(String request) throws IOException {
        try (RawConnection connection = new RawConnection(millrace.gatewayAddress())) {
            connection.write(request);
        }
    }

    private long errorsOfTheGateway() {
        return lines("gateway").stream()
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .count();
    }

    private OrderView settled(OrderDraft draft, String... headers) {
        Placed placed = orders.place(draft, headers);
        return orders.awaitSettled(placed.orderId());
    }

    private List<JsonNode> linesOf(String orderId, int atLeast) {
        return await("lines of " + orderId)
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> lines().filter(line -> line.contains(orderId))
                                .map(LogsIT::json)
                                .filter(line -> line.path("log")
                                        .path("logger")
                                        .asString()
                                        .equals("millrace.orders"))
                                .toList(),
                        lines -> lines.size() >= atLeast);
    }

    private Stream<String> lines() {
        return SERVICES.stream().flatMap(service -> lines(service).stream());
    }

    private List<String> lines(String service) {
        Part part = millrace.system().part(service);
        try {
            return Files.readString(Path.of(Objects.requireNonNull(part.log())), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JsonMapper.shared().readTree(line);
        } catch (JacksonException malformed) {
            throw new AssertionError("no JSON: " + line, malformed);
        }
    }

    private static String service(JsonNode line) {
        return line.path("service").path("name").asString();
    }

    private static String decision(JsonNode line) {
        return service(line) + " " + line.path("message").asString() + " "
                + line.path("reason").asString("");
    }
}
