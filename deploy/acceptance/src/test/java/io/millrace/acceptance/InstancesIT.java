package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.Http;
import io.millrace.acceptance.client.OrderDraft;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.PaymentProvider.Outage;
import io.millrace.acceptance.load.Attempt;
import io.millrace.acceptance.load.Attempt.Outcome;
import io.millrace.acceptance.load.Customers;
import io.millrace.acceptance.load.Mix;
import io.millrace.acceptance.load.SteadyLoad;
import io.millrace.acceptance.running.ExtraInstance;
import io.millrace.acceptance.running.Parts;
import io.millrace.acceptance.wire.OrderStream;
import io.millrace.acceptance.wire.RawConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances come and go under load: politely asked to stop, or killed. */
@Acceptance
@Timeout(300)
class InstancesIT {

    /** What a service is given to stop, and a little for the machine. */
    private static final Duration STOPPING = Duration.ofSeconds(22);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Millrace millrace;
    private final String sku;

    InstancesIT(Millrace millrace) {
        this.millrace = millrace;
        sku = millrace.inventory().anArticle();
    }

    static List<String> flows() {
        return Parts.FLOWS;
    }

    @ParameterizedTest
    @MethodSource("flows")
    void twoInstancesOfAFlowShareTheWorkAndEitherMayStopOrDie(String flow) {
        try (UnderLoad load = new UnderLoad(millrace)) {
            try (ExtraInstance second = secondInstanceOf(flow)) {
                load.acceptsMore(40);
                second.terminate();
                assertThat(second.exitCode(STOPPING)).as("exit code").isZero();
            }
            load.getsThrough("when one more " + flow + " has stopped");
            try (ExtraInstance second = secondInstanceOf(flow)) {
                load.acceptsMore(40);
                second.kill();
                load.acceptsMore(40);
            }
            load.endsWithAllSettledAndNothingParked();
        }
    }

    private ExtraInstance secondInstanceOf(String flow) {
        ExtraInstance second = ExtraInstance.of(millrace.parts().part(flow));
        await("two instances of " + flow + " to share the partitions")
                .atMost(PATIENCE)
                .until(() -> millrace.topics().members(flow) == 2);
        return second;
    }

    @Test
    void aGatewayThatStopsAnswersWhatItTookInAndCompletesItsStreams() throws Exception {
        try (Outage outage = millrace.provider().goesDown();
                ExtraInstance gateway = ExtraInstance.of(millrace.parts().part(Parts.GATEWAY));
                Http http = new Http(gateway.url());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                RawConnection connection = new RawConnection(gateway.address())) {
            Orders orders = new Orders(http);
            Customers customers = new Customers(orders);
            try (SteadyLoad load = SteadyLoad.start(customers::place, new Mix(1, List.of(sku)), 20)) {
                stops(gateway, orders, connection, customers, threads);
                load.stop();
            }
            outage.close();
            Backlog.awaitSettled(millrace, accepted(customers.attempts()));
            nobodyWasSentAwayOrForgotten(customers.attempts());
        }
    }

    /** Also lines that are sent after it was asked to stop, as long as it waits for what has begun. */
    @Test
    void aGatewayThatStopsAnswersAnUploadToItsEnd() throws Exception {
        List<String> placed = new ArrayList<>();
        try (ExtraInstance gateway = ExtraInstance.of(millrace.parts().part(Parts.GATEWAY));
                OrderStream upload = new OrderStream(gateway.address())) {
            placed.add(placedBy(upload));
            gateway.terminate();
            await("the gateway to take nobody in any more").atMost(PATIENCE).until(() -> isClosed(gateway));
            for (int i = 0; i < 50; i++) {
                placed.add(placedBy(upload));
            }
            upload.end();
            assertThat(upload.isAtEnd()).isTrue();
            assertThat(gateway.exitCode(STOPPING)).as("exit code").isZero();
        }
        Backlog.awaitSettled(millrace, placed);
    }

    private String placedBy(OrderStream upload) throws IOException {
        upload.send(anOrder().of(1, sku).json() + "\n");
        return upload.next().path("orderId").asString();
    }

    private static boolean isClosed(ExtraInstance gateway) {
        try (RawConnection connection = new RawConnection(gateway.address())) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private void stops(
            ExtraInstance gateway,
            Orders orders,
            RawConnection connection,
            Customers customers,
            ExecutorService threads)
            throws IOException {
        BufferedReader stream = follow(orders.place(anOrder().of(1, sku)).orderId(), connection);
        List<String> told = new ArrayList<>();
        while (!told.contains("id: 1")) {
            told.add(Objects.requireNonNull(stream.readLine(), "the stream ended too soon"));
        }
        OrderDraft patient = anOrder().of(1, sku);
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> orders.send(patient, "Prefer", "wait=30"), threads);
        await("order of one who waits for the outcome")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ordersOf(patient)).hasSize(1));
        await("load").atMost(PATIENCE).until(() -> customers.attempts().size() >= 40);

        gateway.terminate();
        stream.lines().forEach(told::add); // would throw if the stream were cut off rather than completed
        assertThat(told).as("hint when to come back").contains("retry: 2000");
        assertThat(gateway.exitCode(STOPPING)).as("exit code").isZero();
        assertThat(waiting.join().status()).as("answer to one who waits").isEqualTo(202);
    }

    private static BufferedReader follow(String orderId, RawConnection connection) throws IOException {
        connection.write("GET /orders/%s/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(orderId));
        return connection.readLines(200);
    }

    /** A request that meets the closing of its connection may have been served and not answered; its order is one like all others. */
    private void nobodyWasSentAwayOrForgotten(List<Attempt> attempts) {
        assertThat(attempts).noneMatch(attempt -> attempt.outcome() instanceof Outcome.Refused);
        List<String> cutOff = attempts.stream()
                .filter(attempt -> attempt.outcome() instanceof Outcome.Unanswered)
                .flatMap(attempt -> ordersOf(attempt.draft()).stream())
                .toList();
        System.out.printf("%d of %d orders stored and not answered%n", cutOff.size(), attempts.size());
        assertThat(cutOff).allSatisfy(orderId -> millrace.orders().awaitSettled(orderId));
    }

    private List<String> ordersOf(OrderDraft draft) {
        return millrace.orders().list("customerId=" + draft.customerId()).ids();
    }

    private static List<String> accepted(List<Attempt> attempts) {
        return attempts.stream()
                .map(Attempt::outcome)
                .filter(Outcome.Accepted.class::isInstance)
                .map(outcome -> ((Outcome.Accepted) outcome).orderId())
                .toList();
    }
}
