package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.wire.OrderStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Orders by the stream. */
@Acceptance
class BulkIT {

    private static final int LINES = 20_000;
    private static final int LINES_A_CHUNK = 100;

    private final Millrace millrace;
    private final Orders orders;
    private final String sku;

    BulkIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
        sku = millrace.inventory().anArticle();
    }

    @Test
    void answersEachLineBeforeTheNextIsSent() throws IOException {
        try (OrderStream stream = new OrderStream(millrace.gatewayAddress())) {
            for (int line = 1; line <= 3; line++) {
                stream.send(good());
                isAccepted(stream.next(), line);
            }
            stream.end();
            assertThat(stream.isAtEnd()).isTrue();
        }
    }

    @Test
    void takesALineThatComesInPiecesAndALastOneWithoutItsEnd() throws IOException {
        try (OrderStream stream = new OrderStream(millrace.gatewayAddress())) {
            String line = good();
            stream.send(line.substring(0, 20));
            stream.send(line.substring(20) + line.substring(0, 5));
            isAccepted(stream.next(), 1);
            stream.send(line.substring(5, line.length() - 1));
            stream.end();
            isAccepted(stream.next(), 2);
            assertThat(stream.isAtEnd()).isTrue();
        }
    }

    @Test
    void letsABadLineSpoilOnlyItself() throws IOException {
        List<String> bad = List.of(
                "{\"customerId\":",
                "null",
                "[]",
                good().replace("\"EUR\"", "\"euro\"").trim(),
                good().replace("customerId", "customer").trim(),
                good().replace("\"quantity\":1", "\"quantity\":\"1\"").trim(),
                good().trim() + " {}");
        try (OrderStream stream = new OrderStream(millrace.gatewayAddress())) {
            for (String line : bad) {
                stream.send(good() + line + "\n");
            }
            stream.send(good());
            stream.end();
            for (int pair = 0; pair < bad.size(); pair++) {
                isAccepted(stream.next(), 2 * pair + 1);
                isRefused(stream.next(), 2 * pair + 2);
            }
            isAccepted(stream.next(), 2 * bad.size() + 1);
            assertThat(stream.isAtEnd()).isTrue();
        }
    }

    /** More than fits into the buffers between the two: it ends only if answers are read while lines are written. */
    @Test
    void takesTwentyThousandLinesOfWhichOneInAHundredIsBad() throws Exception {
        List<String> accepted = new ArrayList<>();
        try (ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor();
                OrderStream stream = new OrderStream(millrace.gatewayAddress())) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> writeAll(stream), writer);
            for (int line = 1; line <= LINES; line++) {
                JsonNode answer = stream.next();
                if (isBad(line)) {
                    isRefused(answer, line);
                } else {
                    accepted.add(isAccepted(answer, line));
                }
            }
            assertThat(stream.isAtEnd()).isTrue();
            written.get(10, TimeUnit.SECONDS);
        }
        assertThat(accepted).hasSize(LINES / 100 * 99).doesNotHaveDuplicates();
        Backlog.awaitSettled(millrace, accepted);
        assertThat(orders.get(accepted.getLast()).outcome()).isEqualTo("CONFIRMED");
    }

    private void writeAll(OrderStream stream) {
        try {
            String good = good();
            for (int line = 1; line <= LINES; line += LINES_A_CHUNK) {
                StringBuilder chunk = new StringBuilder();
                for (int i = line; i < line + LINES_A_CHUNK; i++) {
                    chunk.append(isBad(i) ? "{\"customerId\":12}\n" : good);
                }
                stream.send(chunk.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBad(int line) {
        return line % 100 == 50;
    }

    private String good() {
        return anOrder().of(1, sku).json() + "\n";
    }

    private static String isAccepted(JsonNode answer, int line) {
        assertThat(answer.path("line").asInt()).as("line of %s", answer).isEqualTo(line);
        assertThat(answer.path("status").asString()).as("status of %s", answer).isEqualTo("ACCEPTED");
        return answer.get("orderId").asString();
    }

    private static void isRefused(JsonNode answer, int line) {
        assertThat(answer.path("line").asInt()).as("line of %s", answer).isEqualTo(line);
        assertThat(answer.has("orderId")).as("an order in %s", answer).isFalse();
        assertThat(answer.path("error").path("status").asInt())
                .as("status of %s", answer)
                .isEqualTo(400);
    }
}
