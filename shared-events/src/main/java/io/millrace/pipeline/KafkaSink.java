package io.millrace.pipeline;

import io.millrace.events.Event;
import io.millrace.events.wire.EventCodec;
import io.millrace.tracing.RecordSpans;
import io.millrace.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.kafka.sender.SenderResult;
import reactor.kafka.sender.internals.ProducerFactory;
import reactor.util.concurrent.Queues;
import reactor.util.retry.Retry;

/**
 * Where records go out: the only sending file that knows reactor-kafka.
 *
 * <p>One stream of records feeds one producer for as long as the service lives; a stream per request would cost more than the request. Records
 * are counted from the moment they are taken until the broker has answered, and no more than {@code capacity} are taken: that bounds every queue
 * behind us. {@code KafkaProducer.send} may block for metadata or memory, and does so on reactor-kafka's own sending thread only.
 *
 * <p>Answers are taken from the producer itself and not from reactor-kafka's stream of results. The producer gives them on its own thread, and on the
 * sending thread what it refuses at once; reactor-kafka puts both into a queue that is made for one thread, where one can get lost.
 */
final class KafkaSink implements Publisher, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaSink.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    /** How much later than promised a caller may be told that the broker is silent. */
    private static final Duration LOOK_FOR_OVERDUE = Duration.ofMillis(250);

    private final EventCodec codec;
    private final int capacity;
    private final Duration patience;
    private final RecordSpans spans;
    private final SenderOptions<byte[], byte[]> options;
    private final Scheduler callers = Schedulers.newSingle("kafka-receipts", true);
    private final Disposable subscription;
    private final Disposable overdue;
    private final AtomicInteger taken = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final Set<Receipt> open = ConcurrentHashMap.newKeySet();

    /** Bounded by what is taken. */
    private final Queue<Receipt> closed =
            Queues.<Receipt>unboundedMultiproducer().get();

    private final AtomicInteger untold = new AtomicInteger();
    private volatile @Nullable KafkaSender<byte[], byte[]> sender;
    private volatile @Nullable FluxSink<SenderRecord<byte[], byte[], Awaiting>> records;

    /**
     * Starts the producer, on this thread; the broker need not be there yet.
     *
     * @param producerProperties of Kafka; serializers and acks are set here
     * @param capacity records taken and not yet answered by the broker, at most
     * @param patience how long a caller waits for the broker's answer; more than the producer's own delivery time-out, which begins only
     *     when its thread gets to the record
     */
    KafkaSink(
            Map<String, Object> producerProperties,
            EventCodec codec,
            int capacity,
            Duration patience,
            RecordSpans spans) {
        this.codec = codec;
        this.spans = spans;
        this.capacity = capacity;
        this.patience = patience;
        options = SenderOptions.<byte[], byte[]>create(producerProperties)
                .producerProperty("acks", "all")
                .producerProperty("enable.idempotence", true)
                .withKeySerializer(new ByteArraySerializer())
                .withValueSerializer(new ByteArraySerializer())
                .stopOnError(false)
                // What is taken is the bound. A result that reactor-kafka lost would count against this one for ever.
                .maxInFlight(Integer.MAX_VALUE)
                .closeTimeout(CLOSE_TIMEOUT)
                // reactor-kafka builds the producer on this scheduler, which blocks: so on whoever subscribes.
                .scheduler(Schedulers.immediate());
        subscription = Flux.defer(this::results)
                .doOnError(this::failAllOpen)
                // A fatal error (authentication, fencing) ends the stream, and its producer with it.
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
                        .maxBackoff(Duration.ofSeconds(10))
                        .scheduler(Schedulers.boundedElastic()))
                .subscribe();
        overdue = callers.schedulePeriodically(
                this::failOverdue, LOOK_FOR_OVERDUE.toMillis(), LOOK_FOR_OVERDUE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Flux<SenderResult<Awaiting>> results() {
        closeSender();
        KafkaSender<byte[], byte[]> next = KafkaSender.create(new AnsweringProducers(), options);
        sender = next;
        return next.send(Flux.create(sink -> records = sink));
    }

    @Override
    public Mono<Void> publish(Event<?> event) {
        return publishAll(List.of(event));
    }

    @Override
    public Mono<Void> publishAll(List<? extends Event<?>> events) {
        if (events.isEmpty()) {
            return Mono.empty();
        }
        return answered(events.size(), receipt -> {
            for (Event<?> event : events) {
                send(event, receipt);
            }
        });
    }

    private void send(Event<?> event, Receipt receipt) {
        Span span = spans.sending(event, codec.topic(event.fact()));
        if (span.isRecording()) {
            Event<?> sent = event.at(Tracing.following(span, event.context()));
            send(codec.encode(sent), new Traced(receipt, span));
        } else {
            send(codec.encode(event), receipt);
        }
    }

    /** Publishes a record as it is, such as one that is parked. Completes and errors as {@link #publish}. */
    Mono<Void> publishRaw(ProducerRecord<byte[], byte[]> record) {
        return answered(1, receipt -> send(record, receipt));
    }

    private Mono<Void> answered(int records, Consumer<Receipt> send) {
        return Mono.create(caller -> {
            Receipt receipt = new Receipt(records, caller);
            if (!take(receipt)) {
                return;
            }
            try {
                send.accept(receipt);
            } catch (RuntimeException unsendable) {
                receipt.abandon(unsendable);
            }
        });
    }

    /**
     * A producer that has lost its only broker knows of none any more, and blocks its thread for each record before it refuses it. The callers
     * are told in time; the places stay taken until the producer is done with them.
     */
    private void failOverdue() {
        long now = System.nanoTime();
        for (Receipt receipt : open) {
            if (now - receipt.since > patience.toNanos()) {
                receipt.expire();
            }
        }
    }

    /** Callers go on with work of their own, which the producer's thread must not be held up by. They are told as many at a time as have gathered. */
    private void tellLater(Receipt receipt) {
        closed.add(receipt);
        if (untold.getAndIncrement() == 0) {
            callers.schedule(this::tellCallers);
        }
    }

    private void tellCallers() {
        int told = 1;
        while (told != 0) {
            for (Receipt receipt = closed.poll(); receipt != null; receipt = closed.poll()) {
                receipt.tell();
            }
            told = untold.addAndGet(-told);
        }
    }

    /** Records taken whose answer is outstanding. */
    int queued() {
        return taken.get();
    }

    int capacity() {
        return capacity;
    }

    /** Publications for which there was no room since the start. */
    long refused() {
        return refused.sum();
    }

    private boolean take(Receipt receipt) {
        int now = taken.addAndGet(receipt.expected);
        // One publication larger than the whole queue goes alone: refused, it would be tried again for ever.
        if (now > capacity && now > receipt.expected) {
            taken.addAndGet(-receipt.expected);
            refused.increment();
            receipt.caller.error(new QueueFull(capacity));
            return false;
        }
        open.add(receipt);
        return true;
    }

    private void send(ProducerRecord<byte[], byte[]> record, Awaiting answer) {
        FluxSink<SenderRecord<byte[], byte[], Awaiting>> sink = records;
        if (sink == null || sink.isCancelled()) {
            answer.answered(null, new DisconnectException("the producer is being started"));
        } else {
            sink.next(SenderRecord.create(record, answer));
        }
    }

    private void failAllOpen(Throwable error) {
        log.error("The producer failed; starting another", error);
        for (Receipt receipt : open) {
            receipt.abandon(error);
        }
    }

    /** Waits until the producer has sent what it holds, at most {@link #CLOSE_TIMEOUT}. To be called on a thread that may block. */
    @Override
    public void close() {
        subscription.dispose();
        closeSender();
        for (Receipt receipt : open) {
            receipt.abandon(new DisconnectException("the producer is closed"));
        }
        overdue.dispose();
        callers.disposeGracefully().block(CLOSE_TIMEOUT);
    }

    private void closeSender() {
        KafkaSender<byte[], byte[]> former = sender;
        if (former != null) {
            former.close();
        }
    }

    /** Makes producers that tell the receipt of each record what became of it. */
    private static final class AnsweringProducers extends ProducerFactory {

        @Override
        public <K, V> Producer<K, V> createProducer(SenderOptions<K, V> options) {
            return new KafkaProducer<>(
                    options.producerProperties(), options.keySerializer(), options.valueSerializer()) {
                @Override
                public Future<RecordMetadata> send(ProducerRecord<K, V> record, Callback callback) {
                    Awaiting caller = (Awaiting) ((SenderRecord<?, ?, ?>) record).correlationMetadata();
                    try {
                        return super.send(record, (metadata, error) -> {
                            caller.answered(metadata, error);
                            callback.onCompletion(metadata, error);
                        });
                    } catch (RuntimeException refused) {
                        caller.answered(null, refused);
                        throw refused;
                    }
                }
            };
        }
    }

    /** Who is told what became of a record. */
    private interface Awaiting {
        void answered(@Nullable RecordMetadata stored, @Nullable Throwable error);
    }

    /** A record that is traced: its span ends with the broker's answer. */
    private static final class Traced implements Awaiting {

        private final Receipt receipt;
        private final Span span;

        Traced(Receipt receipt, Span span) {
            this.receipt = receipt;
            this.span = span;
            receipt.tracedBy(span);
        }

        @Override
        public void answered(@Nullable RecordMetadata stored, @Nullable Throwable error) {
            RecordSpans.sent(span, stored, error);
            receipt.answered(stored, error);
        }
    }

    /** Who waits for how many answers of the broker. */
    private final class Receipt implements Awaiting {

        private final int expected;
        private final AtomicInteger missing;
        private final MonoSink<Void> caller;
        private final long since = System.nanoTime();

        private volatile @Nullable Queue<Span> traced;
        private volatile @Nullable Throwable failure;
        private volatile boolean callerGone;

        Receipt(int expected, MonoSink<Void> caller) {
            this.expected = expected;
            this.missing = new AtomicInteger(expected);
            this.caller = caller;
            caller.onCancel(() -> callerGone = true);
        }

        @Override
        public void answered(@Nullable RecordMetadata stored, @Nullable Throwable error) {
            if (error != null) {
                failure = error;
            }
            if (missing.decrementAndGet() == 0) {
                close();
            }
        }

        void abandon(Throwable error) {
            failure = error;
            if (missing.getAndSet(0) > 0) {
                endSpans(error);
                close();
            }
        }

        /** On the thread that publishes, which {@link #abandon} may overtake. */
        void tracedBy(Span span) {
            Queue<Span> spans = traced;
            if (spans == null) {
                spans = new ConcurrentLinkedQueue<>();
                traced = spans;
            }
            spans.add(span);
            if (missing.get() <= 0) {
                endSpans(new DisconnectException("the producer is being started"));
            }
        }

        private void endSpans(Throwable error) {
            Queue<Span> spans = traced;
            if (spans != null) {
                spans.forEach(span -> RecordSpans.sent(span, null, error));
            }
        }

        private void close() {
            open.remove(this);
            taken.addAndGet(-expected);
            tellLater(this);
        }

        /** On the same thread as {@link #tell}. */
        void expire() {
            if (!callerGone) {
                callerGone = true;
                caller.error(new TimeoutException("the broker did not answer within " + patience));
            }
        }

        void tell() {
            Throwable error = failure;
            if (error == null) {
                caller.success();
            } else if (!callerGone) {
                caller.error(error);
            }
        }
    }
}
