package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.PaymentProvider.Outage;
import io.millrace.acceptance.client.Placed;
import io.millrace.acceptance.client.Trace;
import io.millrace.acceptance.client.Trace.Span;
import io.millrace.acceptance.running.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where an order is, and what happened to it, is one trace, from the caller's own span to the last of ours. */
@Acceptance
class TracesIT {

    private static final Duration SECONDS = Duration.ofSeconds(30);
    private static final String REFUSED = "XTS";
    private static final String CREATED = "process orders.created";
    private static final String STATUS = "process orders.status";

    private final Millrace millrace;
    private final Orders orders;
    private final String sku;

    private final String traceId = hex(16);
    private final String callers = hex(8);

    TracesIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
        sku = millrace.inventory().anArticle();
    }

    @Test
    void tellsOfAnOrderFromItsRequestToItsSettlementInOneTrace() {
        String orderId = placeTraced(anOrder().of(1, sku));
        assertThat(orders.awaitSettled(orderId).traceId()).isEqualTo(traceId);

        Trace trace = awaitTrace(done -> {
            isSettled(done);
            assertThat(done.named("POST /captures")).hasSize(1);
        });
        Span request = trace.named("POST /orders").getFirst();
        assertThat(request.kind()).isEqualTo("server");
        assertThat(request.parent()).isEqualTo(callers);
        assertThat(trace.named("send orders.created").getFirst().parent()).isEqualTo(request.id());
        assertThat(trace.named(CREATED))
                .extracting(Span::service)
                .containsExactlyInAnyOrder("order-flow", "payment-flow", "inventory-flow");
        assertThat(trace.of("gateway", STATUS))
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told.events()).contains("told"));
        assertThat(trace.named("settle").getFirst().tags()).containsEntry("millrace.order.status", "CONFIRMED");
        assertThat(trace.spans())
                .filteredOn(span -> span.tags().containsKey("db.system.name"))
                .extracting(Span::service)
                .contains("order-flow", "payment-flow", "inventory-flow");
    }

    @Test
    void saysWhyAnOrderIsCancelledAndWhatIsTakenBack() {
        String orderId = placeTraced(anOrder().unpayable(sku));
        orders.awaitSettled(orderId);

        Trace trace = awaitTrace(TracesIT::isSettled);
        assertThat(trace.named("settle").getFirst().tags())
                .containsEntry("millrace.order.status", "CANCELLED")
                .containsEntry("millrace.reason", "PAYMENT_DECLINED");
        assertThat(trace.of("inventory-flow", "release"))
                .singleElement()
                .satisfies(back -> assertThat(back.tags()).containsEntry("millrace.reason", "PAYMENT_DECLINED"));
    }

    @Test
    void tellsOfEachCallThatTheProviderFailed() {
        String orderId;
        try (Outage failing = millrace.provider().fails(1)) {
            orderId = placeTraced(anOrder().of(1, sku));
            await("calls that failed")
                    .atMost(SECONDS)
                    .untilAsserted(() -> assertThat(authorizations(fetch()))
                            .as("all calls of a first attempt, and one of a second")
                            .hasSizeGreaterThan(3));
        }
        orders.awaitSettled(orderId);

        Trace trace = awaitTrace(TracesIT::isSettled);
        assertThat(authorizations(trace))
                .anySatisfy(call -> assertThat(call.tags()).containsKey("error.type"))
                .anySatisfy(call -> assertThat(call.tags()).doesNotContainKey("error.type"));
        assertThat(trace.of("payment-flow", CREATED))
                .singleElement()
                .satisfies(tried -> assertThat(tried.events()).containsAnyOf("retry", "waiting"));
    }

    @Test
    void continuesTheTraceOfAnOrderThatIsParkedAndReplayed() {
        String orderId;
        String letter;
        try (Outage mistake = millrace.provider().refuses(REFUSED)) {
            orderId = placeTraced(anOrder().in(REFUSED).of(1, sku));
            letter = awaitLetter(orderId);
        }
        millrace.gateway()
                .post("/dead-letters/" + letter + "/replay", null, "X-Operator", "ada")
                .expecting(202);
        orders.awaitSettled(orderId);

        Trace trace = awaitTrace(TracesIT::isSettled);
        List<Span> tries = trace.of("payment-flow", CREATED);
        assertThat(tries).hasSize(2);
        assertThat(tries).anySatisfy(parked -> {
            assertThat(parked.events()).contains("parked");
            assertThat(parked.tags()).containsEntry("error", "true");
        });
        assertThat(trace.named("send orders.created.DLT")).hasSize(1);
        assertThat(trace.of("gateway", "send orders.created"))
                .anySatisfy(again -> assertThat(again.tags()).containsEntry("millrace.reason", "replay"));
    }

    @Test
    void makesNothingOfATraceThatTheCallerDoesNotRecord() {
        Placed placed = orders.place(anOrder().of(1, sku), "traceparent", "00-" + traceId + "-" + callers + "-00");

        assertThat(orders.awaitSettled(placed.orderId()).traceId()).isEqualTo(traceId);
        await().during(Duration.ofSeconds(2))
                .atMost(SECONDS)
                .untilAsserted(
                        () -> assertThat(millrace.traceViewer().trace(traceId)).isEmpty());
    }

    @Test
    void losesNoOrderWithoutItsViewer() {
        List<String> placed = new ArrayList<>();
        place(placed, 50);
        millrace.parts().kill(Parts.TRACE_VIEWER);
        try {
            place(placed, 300);
            Backlog.awaitSettled(millrace, placed);
        } finally {
            millrace.parts().startAgain(Parts.TRACE_VIEWER);
        }
        assertThat(placed)
                .allSatisfy(order -> assertThat(orders.get(order).isConfirmed()).isTrue());
        placeTraced(anOrder().of(1, sku));
        awaitTrace(TracesIT::isSettled);
    }

    private void place(List<String> placed, int count) {
        for (int i = 0; i < count; i++) {
            placed.add(orders.place(anOrder().of(1, sku)).orderId());
        }
    }

    private String placeTraced(OrderDraft draft) {
        return orders.place(draft, "traceparent", "00-" + traceId + "-" + callers + "-01")
                .orderId();
    }

    /** Waits for spans, which come a moment after what they tell of, and until none is missing. */
    private Trace awaitTrace(ThrowingConsumer<Trace> complete) {
        AtomicReference<Trace> found = new AtomicReference<>();
        await("the trace " + traceId).atMost(SECONDS).untilAsserted(() -> {
            Trace trace = fetch();
            complete.accept(trace);
            isWhole(trace);
            found.set(trace);
        });
        return found.get();
    }

    private Trace fetch() {
        return millrace.traceViewer().trace(traceId).map(Trace::read).orElse(new Trace(List.of()));
    }

    private static void isSettled(Trace trace) {
        assertThat(trace.services())
                .containsExactlyInAnyOrder("gateway", "order-flow", "payment-flow", "inventory-flow");
        assertThat(trace.named("settle")).hasSize(1);
        Span settled = trace.named("send orders.status").stream()
                .filter(sent ->
                        sent.parent().equals(trace.named("settle").getFirst().id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody was told that it is settled"));
        assertThat(trace.named(STATUS))
                .filteredOn(told -> told.parent().equals(settled.id()))
                .extracting(Span::service)
                .containsExactlyInAnyOrder("gateway", "payment-flow", "inventory-flow");
    }

    /** Every parent is there but the caller's, and what was taken in was sent by somebody. */
    private void isWhole(Trace trace) {
        Map<String, Span> all = trace.byId();
        assertThat(trace.spans()).allSatisfy(span -> {
            if (!span.parent().equals(callers)) {
                assertThat(all).as("the parent of %s", span).containsKey(span.parent());
            }
            if (span.kind().equals("consumer")) {
                Span parent = all.get(span.parent());
                assertThat(parent == null ? "nobody" : parent.kind())
                        .as("who sent what %s tells of", span)
                        .isEqualTo("producer");
            }
        });
    }

    private static List<Span> authorizations(Trace trace) {
        return trace.named("POST /authorizations");
    }

    private String awaitLetter(String orderId) {
        AtomicReference<String> id = new AtomicReference<>();
        await("the dead letter of " + orderId).atMost(SECONDS).until(() -> {
            letters().forEach(letter -> {
                String of = letter.path("id").asString();
                JsonNode whole = millrace.gateway()
                        .get("/dead-letters/" + of)
                        .expecting(200)
                        .json();
                if (whole.path("payload").asString().contains(orderId)) {
                    id.set(of);
                }
            });
            return id.get() != null;
        });
        return id.get();
    }

    private List<JsonNode> letters() {
        return millrace.gateway()
                .get("/dead-letters?topic=orders.created&group=payment-flow&state=PARKED&limit=100")
                .expecting(200)
                .json()
                .path("deadLetters")
                .valueStream()
                .toList();
    }

    private static String hex(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
