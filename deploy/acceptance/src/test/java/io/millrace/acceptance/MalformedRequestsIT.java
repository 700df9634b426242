package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.wire.Malformed;
import io.millrace.acceptance.wire.RawConnection;
import io.millrace.acceptance.wire.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each is refused as its sender may expect, learns nothing of what is inside, and is no trouble to the next customer. */
@Acceptance
class MalformedRequestsIT {

    private static final Pattern INSIDES = Pattern.compile(
            "(?i)io\\.millrace|\\bjavax?\\.|springframework|reactor|netty|jackson|Exception|\\bat [\\w.$]+\\(|kafka|r2dbc|\\bselect\\b.*\\bfrom\\b");

    private final Millrace millrace;
    private final String sku;

    MalformedRequestsIT(Millrace millrace) {
        this.millrace = millrace;
        sku = millrace.inventory().anArticle();
    }

    @TestFactory
    Stream<DynamicTest> refuses() {
        return MalformedRequests.all()
                .map(malformed -> DynamicTest.dynamicTest(malformed.name(), () -> isRefused(malformed)));
    }

    private void isRefused(Malformed malformed) throws IOException {
        answerTo(malformed)
                .ifPresentOrElse(
                        answer -> isAProperRefusal(answer, malformed),
                        () -> assertThat(malformed.half())
                                .as("may '%s' go unanswered", malformed.name())
                                .isTrue());
        millrace.orders().place(anOrder().of(1, sku));
    }

    private Optional<RawResponse> answerTo(Malformed malformed) throws IOException {
        try (RawConnection connection = new RawConnection(millrace.gatewayAddress())) {
            Thread writer = Thread.ofVirtual().start(() -> write(malformed, connection));
            RawResponse answer = connection.read();
            writer.interrupt();
            return Optional.of(answer);
        } catch (EOFException | SocketException hungUp) {
            return Optional.empty();
        }
    }

    /** By a thread of its own: an answer may come before all has been written, and the server may take no more. */
    private static void write(Malformed malformed, RawConnection connection) {
        try {
            connection.write(malformed.bytes());
            if (malformed.half()) {
                connection.hangUp();
            }
        } catch (IOException refused) {
            // What the server had to say is read by the other thread.
        }
    }

    private static void isAProperRefusal(RawResponse answer, Malformed malformed) {
        assertThat(answer.status())
                .as("status of %s to %s", answer, malformed.name())
                .isIn(malformed.statuses());
        assertThat(answer.header("content-type"))
                .as("content type of %s to %s", answer, malformed.name())
                .isNotNull()
                .startsWith("application/problem+json");
        assertThat(INSIDES.matcher(answer.body()).find())
                .as("insides shown in %s to %s", answer, malformed.name())
                .isFalse();
        isAProblem(JsonMapper.shared().readTree(answer.body()), answer);
        if (malformed.field() != null) {
            names(malformed.field(), answer);
        }
        if (answer.status() == 405) {
            assertThat(answer.header("allow")).as("header Allow of %s", answer).isNotBlank();
        }
    }

    private static void isAProblem(JsonNode problem, RawResponse answer) {
        for (String member : new String[] {"type", "title", "detail", "instance", "correlationId"}) {
            assertThat(problem.path(member).asString(""))
                    .as("%s of %s", member, answer)
                    .isNotBlank();
        }
        assertThat(problem.path("status").asInt()).as("status of %s", answer).isEqualTo(answer.status());
        assertThat(problem.path("correlationId").asString())
                .as("correlation id of %s", answer)
                .isEqualTo(answer.header("x-correlation-id"));
    }

    private static void names(String field, RawResponse answer) {
        JsonNode errors = JsonMapper.shared().readTree(answer.body()).path("errors");
        assertThat(errors)
                .as("errors of %s", answer)
                .isNotEmpty()
                .allSatisfy(
                        error -> assertThat(error.path("message").asString("")).isNotBlank())
                .anySatisfy(
                        error -> assertThat(error.path("field").asString("")).contains(field));
    }
}
