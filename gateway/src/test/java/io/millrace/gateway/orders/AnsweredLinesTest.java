package io.millrace.gateway.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.intake.Lines;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class AnsweredLinesTest {

    private static final int IN_WORK = 4;

    private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);
    /** Does what it is given at once, one thing after the other. */
    private final Scheduler atOnce = VirtualTimeScheduler.create();

    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void answersInTheOrderOfTheLinesHoweverLongEachTakes() {
        String body = IntStream.range(0, 500).mapToObj(i -> "line" + i).collect(Collectors.joining("\n"));

        Flux<DataBuffer> answers = new AnsweredLines(
                Flux.just(chunk(body)),
                1000,
                IN_WORK,
                line -> Mono.delay(Duration.ofMillis(ThreadLocalRandom.current().nextInt(3)))
                        .thenReturn(echo(line)),
                buffers,
                Schedulers.parallel());

        assertThat(all(answers.map(this::text)).lines())
                .containsExactlyElementsOf(body.lines().toList());
    }

    @Test
    void answersTheSameHoweverTheBodyIsChunked() {
        String body = IntStream.range(0, 60).mapToObj(i -> "line" + i).collect(Collectors.joining("\r\n"));
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<DataBuffer> chunks = new ArrayList<>();
            for (int at = 0; at < body.length(); ) {
                int end = Math.min(body.length(), at + 1 + random.nextInt(20));
                chunks.add(chunk(body.substring(at, end)));
                at = end;
            }

            String answers = all(text(Flux.fromIterable(chunks), line -> Mono.just(echo(line))));

            assertThat(answers.lines())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(body.lines().toList());
            assertThat(chunks)
                    .allMatch(
                            chunk -> ((NettyDataBuffer) chunk).getNativeBuffer().refCnt() == 0);
        }
    }

    @Test
    void answersAnEmptyBodyWithNothing() {
        assertThat(all(text(Flux.empty(), line -> Mono.just(echo(line))))).isEmpty();
    }

    @Test
    void answersALineBeforeTheNextOneComes() {
        TestPublisher<DataBuffer> body = TestPublisher.create();

        StepVerifier.create(text(body.flux(), line -> Mono.just(echo(line))))
                .then(() -> body.next(chunk("a\n")))
                .expectNext("a\n")
                .then(() -> body.next(chunk("b\nc")))
                .expectNext("b\n")
                .then(body::complete)
                .expectNext("c\n")
                .verifyComplete();
    }

    @Test
    void hasNoMoreLinesInWorkThanToldAndAsksForNoMoreOfTheBody() {
        TestPublisher<DataBuffer> body = TestPublisher.create();
        Sinks.Empty<Void> acknowledged = Sinks.empty();

        StepVerifier.create(text(body.flux(), line -> {
                    begun.incrementAndGet();
                    byte[] echo = echo(line);
                    return acknowledged.asMono().thenReturn(echo);
                }))
                .then(() -> body.next(chunk("1\n2\n3\n4\n5\n6\n7\n8\n")))
                .then(() -> assertThat(begun).hasValue(IN_WORK))
                // The chunk that is in work, and one that waits: nobody reads a third from the socket.
                .then(() -> body.next(chunk("9\n")))
                .then(() -> body.assertMinRequested(0).assertMaxRequested(0))
                .then(acknowledged::tryEmitEmpty)
                .then(body::complete)
                .thenConsumeWhile(answer -> true)
                .verifyComplete();

        assertThat(begun).hasValue(9);
    }

    @Test
    void begetsNoMoreAnswersThanAClientReads() {
        String body = ("x".repeat(99) + "\n").repeat(10_000);
        List<DataBuffer> chunks = new ArrayList<>();
        for (int at = 0; at < body.length(); at += 10_000) {
            chunks.add(chunk(body.substring(at, at + 10_000)));
        }

        StepVerifier.create(
                        text(Flux.fromIterable(chunks), line -> {
                            begun.incrementAndGet();
                            return Mono.just(echo(line));
                        }),
                        0)
                .expectSubscription()
                .then(() -> assertThat(begun.get()).isBetween(600, 700))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(answer -> true)
                .verifyComplete();

        assertThat(begun).hasValue(10_000);
    }

    @Test
    void gathersWhatIsReadyIntoOneBuffer() {
        List<String> answers = new CopyOnWriteArrayList<>();

        StepVerifier.create(text(Flux.just(chunk("1\n2\n3\n4\n")), line -> Mono.just(echo(line))))
                .recordWith(() -> answers)
                .thenConsumeWhile(answer -> true)
                .verifyComplete();

        assertThat(answers).containsExactly("1\n2\n3\n4\n");
    }

    @Test
    void lastsNoLongerThanItsClient() {
        TestPublisher<DataBuffer> body = TestPublisher.create();

        StepVerifier.create(text(body.flux(), line -> Mono.never()))
                .then(() -> body.next(chunk("1\n")))
                .thenCancel()
                .verify();

        body.assertCancelled();
    }

    @Test
    void failsRatherThanFallSilent() {
        TestPublisher<DataBuffer> body = TestPublisher.create();

        StepVerifier.create(text(body.flux(), line -> {
                    throw new IllegalStateException("a fault of ours");
                }))
                .then(() -> body.next(chunk("1\n")))
                .verifyErrorMessage("a fault of ours");

        body.assertCancelled();
    }

    @Test
    void failsWithItsBody() {
        StepVerifier.create(text(
                        Flux.just(chunk("1\n")).concatWith(Mono.error(new IllegalStateException("gone"))),
                        line -> Mono.just(echo(line))))
                .thenConsumeWhile(answer -> true)
                .verifyErrorMessage("gone");
    }

    private static String all(Flux<String> answers) {
        return answers.collect(Collectors.joining())
                .blockOptional(Duration.ofSeconds(60))
                .orElse("");
    }

    private Flux<String> text(Flux<DataBuffer> body, AnsweredLines.Answering answering) {
        return new AnsweredLines(body, 1000, IN_WORK, answering, buffers, atOnce).map(this::text);
    }

    private String text(DataBuffer buffer) {
        String text = buffer.toString(UTF_8);
        DataBufferUtils.release(buffer);
        return text;
    }

    private static byte[] echo(Lines line) {
        return (new String(line.bytes(), line.offset(), line.length(), UTF_8) + "\n").getBytes(UTF_8);
    }

    private DataBuffer chunk(String text) {
        return buffers.wrap(text.getBytes(UTF_8));
    }
}
