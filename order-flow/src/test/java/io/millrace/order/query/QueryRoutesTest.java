package io.millrace.order.query;

import static io.millrace.order.fixture.AnOrder.NOON;
import static io.millrace.order.fixture.AnOrder.anOrder;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.OrderId;
import io.millrace.events.Uuids;
import io.millrace.events.wire.FactJson;
import io.millrace.order.fixture.AnOrder;
import io.millrace.order.fixture.DirectPipelines;
import io.millrace.order.fixture.Intake;
import io.millrace.order.fixture.OrderDatabase;
import io.millrace.order.intake.SettlingOrders;
import io.millrace.order.settlement.Order;
import io.millrace.order.store.OrderPages;
import io.millrace.order.store.OrderTable;
import io.millrace.pipeline.Outage;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

class QueryRoutesTest {

    private static OrderDatabase database;
    private static SettlingOrders settling;
    private static WebTestClient http;

    @BeforeAll
    static void connect() {
        database = OrderDatabase.create();
        OrderTable table = new OrderTable(database.sql());
        settling = Intake.settling(table, Clock.fixed(NOON.plusSeconds(1), ZoneOffset.UTC));
        http = client(table, new OrderPages(database.sql()));
    }

    @AfterAll
    static void disconnect() {
        database.close();
    }

    @BeforeEach
    void beginWithNoOrders() {
        database.empty();
    }

    @Test
    void showsAnOrderInTheBytesOfItsLastEvent() {
        AnOrder order = anOrder();
        Event<?> published = handle(order.created(), order.paid()).getFirst();

        http.get()
                .uri("/orders/" + order.id())
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody(byte[].class)
                .value(body -> assertThat(body).isEqualTo(FactJson.write(published.fact())));
    }

    @Test
    void doesNotKnowAnOrderThatNobodyPlaced() {
        AnOrder order = anOrder();
        handle(order.paid());

        expectStatus("/orders/" + new OrderId(Uuids.version7(0)), 404);
        expectStatus("/orders/" + order.id(), 404);
        assertThat(page("/orders").orders()).isEmpty();
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        List<AnOrder> orders = IntStream.range(0, 25)
                .mapToObj(i -> anOrder().placedAt(NOON.plusMillis(i / 4)))
                .toList();
        handle(orders.stream().map(AnOrder::created).toArray(Event<?>[]::new));

        List<String> listed = new ArrayList<>();
        Page page = page("/orders?limit=10");
        listed.addAll(ids(page));
        for (int pages = 1; pages < 3; pages++) {
            page = page("/orders?limit=10&after=" + page.next());
            listed.addAll(ids(page));
        }

        assertThat(page.next()).isNull();
        assertThat(listed).hasSize(25).doesNotHaveDuplicates();
        assertThat(listed.stream()
                        .map(id -> orders.stream()
                                .filter(order -> order.id().toString().equals(id))
                                .findFirst()
                                .orElseThrow()
                                .placedAt()
                                .toEpochMilli())
                        .map(placed -> -placed))
                .isSorted();
    }

    @Test
    void saysThatTheLastPageIsTheLastThoughItIsFull() {
        Stream.generate(AnOrder::anOrder).limit(2).forEach(order -> handle(order.created()));

        Page page = page("/orders?limit=2");

        assertThat(ids(page)).hasSize(2);
        assertThat(page.next()).isNull();
    }

    @Test
    void givesAFullPageToWhoAsksForMoreThanFits() {
        handle(Stream.generate(() -> anOrder().created()).limit(101).toArray(Event<?>[]::new));

        assertThat(ids(page("/orders?limit=1000"))).hasSize(100);
        assertThat(ids(page("/orders"))).hasSize(20);
    }

    @Test
    void listsTheOrdersOfOneCustomerAndOneStatus() {
        AnOrder open = anOrder().by("ada");
        AnOrder cancelled = anOrder().by("ada");
        AnOrder confirmed = anOrder().by("ada");
        handle(open.created(), cancelled.created(), cancelled.cancelled());
        handle(confirmed.created(), confirmed.paid(), confirmed.reserved());
        handle(anOrder().by("grace").created());

        assertThat(ids(page("/orders?customerId=ada"))).hasSize(3);
        assertThat(ids(page("/orders?customerId=ada&status=ACCEPTED")))
                .containsExactly(open.id().toString());
        assertThat(ids(page("/orders?status=CANCELLED")))
                .containsExactly(cancelled.id().toString());
        assertThat(ids(page("/orders?status=CONFIRMED&customerId=grace"))).isEmpty();
        assertThat(ids(page("/orders?status=ACCEPTED"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/1",
                "/orders/0198a7c2-4b1e-7c3d-8f00-5a6b7c8d9e0",
                "/orders?limit=0",
                "/orders?limit=-1",
                "/orders?limit=ten",
                "/orders?limit=99999999999",
                "/orders?status=SHIPPING",
                "/orders?status=confirmed",
                "/orders?customerId=no%20one",
                "/orders?after=nonsense",
                "/orders?after=%25%25",
                "/orders?after=f_________8AAAAAAAAAAAAAAAAAAAAA"
            })
    void refusesNonsense(String uri) {
        expectStatus(uri, 400);
    }

    @Test
    void asksToComeBackWhileTheDatabaseIsGone() {
        OrderTable gone = new OrderTable(database.sql()) {
            @Override
            public Mono<Map<OrderId, Order>> find(Collection<OrderId> ids) {
                return Mono.error(new Outage("postgres", new IllegalStateException("connection refused")));
            }
        };

        client(gone, new OrderPages(database.sql()))
                .get()
                .uri("/orders/" + anOrder().id())
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .isEmpty();
    }

    private static WebTestClient client(OrderTable table, OrderPages pages) {
        OrderQueries queries = new OrderQueries(new DirectPipelines(), table, pages);
        return WebTestClient.bindToRouterFunction(new QueryRoutes().orders(queries))
                .build();
    }

    private static void expectStatus(String uri, int status) {
        http.get()
                .uri(URI.create(uri))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .isEmpty();
    }

    private record Page(
            List<Map<String, Object>> orders, @Nullable String next) {}

    private static Page page(String uri) {
        return requireNonNull(http.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Page.class)
                .returnResult()
                .getResponseBody());
    }

    private static List<String> ids(Page page) {
        return page.orders().stream()
                .map(order -> requireNonNull(order.get("orderId")).toString())
                .toList();
    }

    private static List<Event<?>> handle(Event<?>... events) {
        return settling.handle(List.of(events)).blockOptional().orElseThrow();
    }
}
