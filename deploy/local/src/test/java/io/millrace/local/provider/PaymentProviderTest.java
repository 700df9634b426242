package io.millrace.local.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.DisposableServer;

class PaymentProviderTest {

    private static final String ORDER = """
            {"orderId":"order","amountCents":1200,"currency":"EUR","customer":"a member it does not know"}""";

    @TempDir
    Path folder;

    private DisposableServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        server = PaymentProvider.start(0, folder.resolve("journal"));
    }

    @AfterEach
    void stop() {
        client.close();
        server.disposeNow();
    }

    @Test
    void authorizesAndTellsTheLedger() throws Exception {
        HttpResponse<String> answer = authorize("key", ORDER);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"orderId\":\"order\"", "\"status\":\"APPROVED\"", "\"id\":\"authorization-");
        assertThat(ledger()).contains("\"authorizations\":{\"calls\":1,\"effects\":1,\"orders\":1}");
    }

    @Test
    void refusesWhatItCannotUseAndStillCountsTheCall() throws Exception {
        assertThat(authorize("key", "{\"orderId\":").statusCode()).isEqualTo(400);
        assertThat(authorize("key", "{\"orderId\":\"order\"}").statusCode()).isEqualTo(400);
        assertThat(authorize(" ", ORDER).statusCode()).isEqualTo(400);

        assertThat(ledger()).contains("\"authorizations\":{\"calls\":3,\"effects\":0,\"orders\":0}");
    }

    @Test
    void chargesHalfOfThoseItFailsToAnswer() throws Exception {
        fault("{\"errorRate\":1}");
        for (int order = 0; order < 200; order++) {
            assertThat(authorize("key-" + order, ORDER.replace("\"order\"", "\"" + order + "\""))
                            .statusCode())
                    .isEqualTo(500);
        }
        assertThat(effects()).isBetween(50, 150);

        fault("{\"errorRate\":0}");
        for (int order = 0; order < 200; order++) {
            assertThat(authorize("key-" + order, ORDER.replace("\"order\"", "\"" + order + "\""))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(effects()).isEqualTo(200);
    }

    @Test
    void holdsAnswersBackWithoutHoldingBackOthers() throws Exception {
        fault("{\"latencyMillis\":300}");
        Instant began = Instant.now();

        var answers = java.util.stream.IntStream.range(0, 100)
                .mapToObj(call -> client.sendAsync(authorization("key-" + call, ORDER), BodyHandlers.ofString()))
                .toList();
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));

        assertThat(Duration.between(began, Instant.now())).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @Test
    void hangsUpWhileItIsDown() throws Exception {
        fault("{\"down\":true}");
        assertThatThrownBy(() -> authorize("key", ORDER)).isInstanceOf(IOException.class);
        assertThat(ledger()).contains("\"authorizations\":{\"calls\":1,\"effects\":0,\"orders\":0}");

        fault("{\"down\":false}");
        assertThat(authorize("key", ORDER).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesACurrencyUntilItsMistakeIsMended() throws Exception {
        String order = ORDER.replace("EUR", "XTS");
        fault("{\"refusedCurrency\":\"XTS\"}");
        assertThat(authorize("key", order).statusCode()).isEqualTo(422);
        assertThat(authorize("other", ORDER).statusCode()).isEqualTo(200);

        fault("{\"refusedCurrency\":\"\"}");
        assertThat(authorize("key", order).statusCode()).isEqualTo(200);
    }

    @Test
    void changesOnlyTheFaultsThatAreNamed() throws Exception {
        fault("{\"latencyMillis\":5}");

        assertThat(fault("{\"errorRate\":0.25}").body())
                .isEqualTo("{\"latencyMillis\":5,\"errorRate\":0.25,\"down\":false}");
        assertThat(fault("{\"errorRate\":1.5}").statusCode()).isEqualTo(400);
        assertThat(fault("{\"latency\":5}").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> authorize(String key, String body) throws Exception {
        return client.send(authorization(key, body), BodyHandlers.ofString());
    }

    private HttpRequest authorization(String key, String body) {
        return HttpRequest.newBuilder(uri("/authorizations"))
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> fault(String change) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri("/faults"))
                        .PUT(BodyPublishers.ofString(change))
                        .build(),
                BodyHandlers.ofString());
    }

    private String ledger() throws Exception {
        return client.send(HttpRequest.newBuilder(uri("/ledger")).build(), BodyHandlers.ofString())
                .body();
    }

    private int effects() throws Exception {
        return Integer.parseInt(ledger().replaceFirst(".*?\"effects\":(\\d+).*", "$1"));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
