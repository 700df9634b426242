package io.millrace.pipeline;

import static io.millrace.events.wire.Topic.ORDERS_CREATED;
import static io.millrace.events.wire.Topic.PAYMENTS_COMPLETED;
import static io.millrace.testing.Events.TRACED;
import static io.millrace.testing.Events.event;
import static io.millrace.testing.Orders.anOrder;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.events.DeadLetterId;
import io.millrace.events.Event;
import io.millrace.events.OrderCreated;
import io.millrace.events.PaymentCompleted;
import io.millrace.events.TraceContext;
import io.millrace.testing.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What a trace tells of a record, on a real broker. */
@Timeout(60)
class TracedPipelineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TraceContext UNSAMPLED =
            new TraceContext("corr-1", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", "vendor=1");

    private final Broker broker = new Broker().with(ORDERS_CREATED, PAYMENTS_COMPLETED);
    private final String group = "g-" + UUID.randomUUID();
    private final String created = ORDERS_CREATED.name(broker.prefix());
    private final String completed = PAYMENTS_COMPLETED.name(broker.prefix());
    private final Traces traces = new Traces();
    private final Event<OrderCreated> order = event(anOrder().placed());

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void followsAnEventFromWhoSentItThroughItsHandlingToWhatCameOfIt() {
        try (Service service = service(TracedPipelineTest::paid)) {
            service.publisher().publish(order).block();

            await().atMost(PATIENCE).until(() -> traces.spans().size() == 3);
        }
        SpanData sent = traces.one("send " + created);
        SpanData handled = traces.one("process " + created);
        SpanData outcome = traces.one("send " + completed);
        assertThat(traces.spans()).allMatch(span -> span.getTraceId().equals(TRACED.traceId()));
        assertThat(sent.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(handled.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(outcome.getParentSpanId()).isEqualTo(handled.getSpanId());
        assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(handled.getKind()).isEqualTo(SpanKind.CONSUMER);

        ConsumerRecord<byte[], byte[]> record = broker.read(created).getFirst();
        assertThat(header(record, "traceparent")).contains(sent.getSpanId());
        assertThat(header(record, "tracestate")).isEqualTo("vendor=1");
        assertThat(handled.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("messaging.system"), "kafka")
                .containsEntry(AttributeKey.stringKey("messaging.destination.name"), created)
                .containsEntry(AttributeKey.stringKey("messaging.consumer.group.name"), group)
                .containsEntry(AttributeKey.stringKey("messaging.message.id"), order.id())
                .containsEntry(AttributeKey.longKey("messaging.kafka.offset"), record.offset())
                .containsEntry(
                        AttributeKey.stringKey("messaging.destination.partition.id"),
                        Integer.toString(record.partition()));
    }

    @Test
    void makesNothingOfWhatIsNotSampledAndPassesItsContextOnAsItCame() {
        AtomicReference<TraceContext> handled = new AtomicReference<>();
        try (Service service = service(event -> {
            handled.set(event.context());
            return paid(event);
        })) {
            service.publisher().publish(order.at(UNSAMPLED)).block();

            await().atMost(PATIENCE).until(() -> broker.count(PAYMENTS_COMPLETED) == 1);
        }
        assertThat(traces.spans()).isEmpty();
        assertThat(handled).hasValue(UNSAMPLED);
        assertThat(header(broker.read(completed).getFirst(), "traceparent")).isEqualTo(UNSAMPLED.traceparent());
    }

    @Test
    void tellsOfEachAttemptOfTheParkingAndOfTheReplay() {
        try (Service service = service(event -> Mono.error(new IllegalStateException("of no interest to a trace")))) {
            service.publisher().publish(order).block();
            await().atMost(PATIENCE)
                    .until(() -> traces.named("process " + created).size() == 1);

            String letters = created + ".DLT";
            ConsumerRecord<byte[], byte[]> letter = broker.read(letters).getFirst();
            var id = new DeadLetterId(ORDERS_CREATED.baseName(), letter.partition(), letter.offset());
            service.parkedRecords().replay(new ParkedRecord(id, letter), group).block();
            await().atMost(PATIENCE)
                    .until(() -> traces.named("process " + created).size() == 2);

            SpanData first = traces.named("process " + created).getFirst();
            assertThat(Traces.events(first)).containsExactly("retry", "parked");
            assertThat(Traces.hasFailed(first)).isTrue();
            assertThat(first.getAttributes().asMap())
                    .containsEntry(AttributeKey.stringKey("error.type"), IllegalStateException.class.getName());
            SpanData parked = traces.named("send " + letters).getFirst();
            assertThat(parked.getParentSpanId()).isEqualTo(first.getSpanId());
            assertThat(header(letter, "traceparent")).contains(parked.getSpanId());
            SpanData replayed = traces.named("send " + created).getLast();
            assertThat(replayed.getParentSpanId()).isEqualTo(parked.getSpanId());
            SpanData second = traces.named("process " + created).getLast();
            assertThat(second.getParentSpanId()).isEqualTo(replayed.getSpanId());
            assertThat(second.getTraceId()).isEqualTo(TRACED.traceId());
        }
    }

    @Test
    void continuesTheTraceOfARecordThatIsDeliveredAgain() {
        try (Service first = service(event -> Mono.never())) {
            first.publisher().publish(order).block();
            await().atMost(PATIENCE).until(() -> traces.named("send " + created).size() == 1);
            await().atMost(PATIENCE).until(() -> first.pipeline().isRunning());
        }
        try (Service second = service(TracedPipelineTest::paid)) {
            await().atMost(PATIENCE)
                    .until(() -> traces.named("send " + completed).size() == 1);
        }
        String sender = traces.one("send " + created).getSpanId();
        assertThat(traces.named("process " + created))
                .isNotEmpty()
                .allMatch(span -> span.getParentSpanId().equals(sender));
    }

    @Test
    void endsTheSpanOfWhatIsLeftToOthersAtAStop() {
        AtomicReference<Event<?>> handled = new AtomicReference<>();
        try (Service service = service(event -> {
            handled.set(event);
            return Mono.never();
        })) {
            service.publisher().publish(order).block();
            await().atMost(PATIENCE).until(() -> handled.get() != null);
            assertThat(traces.named("process " + created)).isEmpty();
        }
        assertThat(Traces.events(traces.one("process " + created))).containsExactly("left to whoever is assigned next");
    }

    @Test
    void continuesTheTraceOfWhatNobodyCanRead() {
        try (Service service = service(TracedPipelineTest::paid)) {
            var record = new ProducerRecord<>(created, "k".getBytes(UTF_8), "{}".getBytes(UTF_8));
            record.headers()
                    .add("traceparent", String.valueOf(TRACED.traceparent()).getBytes(UTF_8));
            broker.storeRaw(List.of(record));

            await().atMost(PATIENCE).until(() -> traces.spans().size() == 2);
        }
        SpanData parked = traces.one("send " + created + ".DLT");
        assertThat(parked.getParentSpanId())
                .isEqualTo(traces.one("process " + created).getSpanId());
        assertThat(parked.getTraceId()).isEqualTo(TRACED.traceId());
    }

    private Service service(EventHandler handler) {
        return new Service(broker)
                .set("millrace.pipeline.attempts", 2)
                .set("millrace.pipeline.drain", "200ms")
                .traced(traces.tracing())
                .events(group, ORDERS_CREATED, handler)
                .start();
    }

    private static Mono<List<Event<?>>> paid(Event<?> event) {
        var fact = (OrderCreated) event.fact();
        return Mono.just(
                List.of(event(new PaymentCompleted(fact.orderId(), true, null)).at(event.context())));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
