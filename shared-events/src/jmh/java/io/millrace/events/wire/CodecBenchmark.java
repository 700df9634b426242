package io.millrace.events.wire;

import static io.millrace.testing.Events.event;
import static io.millrace.testing.Orders.NOON;
import static io.millrace.testing.Orders.anOrder;

import io.millrace.events.Event;
import io.millrace.events.Fact;
import io.millrace.events.OrderCreated;
import io.millrace.events.OrderStatus;
import io.millrace.events.OrderStatusChanged;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An event to its record and back: the shortest that an order has, and the longest. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class CodecBenchmark {

    private final EventCodec codec = new EventCodec("");
    private final Event<? extends Fact> created = event(anOrder().placed());
    private final Event<? extends Fact> confirmed = event(confirmed(anOrder().placed()));
    private final ConsumerRecord<byte[], byte[]> createdRecord = stored(codec.encode(created));
    private final ConsumerRecord<byte[], byte[]> confirmedRecord = stored(codec.encode(confirmed));

    @Benchmark
    public Object encodeCreated() {
        return codec.encode(created);
    }

    @Benchmark
    public Object encodeStatus() {
        return codec.encode(confirmed);
    }

    @Benchmark
    public Object decodeCreated() {
        return codec.decode(createdRecord);
    }

    @Benchmark
    public Object decodeStatus() {
        return codec.decode(confirmedRecord);
    }

    private static OrderStatusChanged confirmed(OrderCreated order) {
        return new OrderStatusChanged(
                order.orderId(),
                order.customerId(),
                order.currency(),
                order.totalCents(),
                order.items(),
                OrderStatus.CONFIRMED,
                null,
                new OrderStatusChanged.Payment(true, null),
                new OrderStatusChanged.Inventory(true, null),
                2,
                "corr-1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                NOON,
                NOON,
                NOON,
                List.of(
                        new OrderStatusChanged.Step(OrderStatus.ACCEPTED, NOON),
                        new OrderStatusChanged.Step(OrderStatus.CONFIRMED, NOON)));
    }

    private static ConsumerRecord<byte[], byte[]> stored(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0L,
                NOON.toEpochMilli(),
                TimestampType.CREATE_TIME,
                sent.key().length,
                sent.value().length,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
