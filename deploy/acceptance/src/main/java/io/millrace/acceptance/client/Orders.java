package io.millrace.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;

/** Orders, as a customer places, follows and cancels them. */
public final class Orders {

    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Http gateway;

    public Orders(Http gateway) {
        this.gateway = gateway;
    }

    public Placed place(OrderDraft draft, String... headers) {
        return send(draft, headers).expecting(202).as(Placed.class);
    }

    /** The answer as it is, for those who do not expect it to be a promise. */
    public Answer send(OrderDraft draft, String... headers) {
        return gateway.post("/orders", draft.json(), headers);
    }

    public OrderView settle(OrderDraft draft) {
        return awaitSettled(place(draft).orderId());
    }

    public OrderView get(String orderId) {
        return gateway.get("/orders/" + orderId).expecting(200).as(OrderView.class);
    }

    public OrderView awaitSettled(String orderId) {
        return await("settling of " + orderId)
                .atMost(SETTLING)
                .pollInterval(Duration.ofMillis(50))
                .pollDelay(Duration.ZERO)
                .until(() -> get(orderId), OrderView::isSettled);
    }

    public void cancel(String orderId) {
        tryToCancel(orderId).expecting(202);
    }

    /** For those who do not insist on an answer of a certain kind. */
    public Answer tryToCancel(String orderId) {
        return gateway.post("/orders/" + orderId + "/cancellation", null);
    }

    /** Nothing for any answer but the order itself. */
    public Optional<OrderView> find(String orderId) {
        Answer answer = gateway.get("/orders/" + orderId);
        return answer.status() == 200 ? Optional.of(answer.as(OrderView.class)) : Optional.empty();
    }

    public Page list(String query) {
        Answer answer = gateway.get("/orders?" + query).expecting(200);
        assertThat(answer.json().has("next"))
                .as("member next, null on the last page, in %s", answer)
                .isTrue();
        return answer.as(Page.class);
    }

    /** The last event's id goes into {@code Last-Event-ID}, as browsers send it after a reconnect. */
    public EventStream events(String orderId, String... headers) {
        return new EventStream(gateway.follow("/orders/" + orderId + "/events", withAccept(headers)));
    }

    public EventStream board() {
        return new EventStream(gateway.follow("/orders/events", withAccept()));
    }

    private static String[] withAccept(String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Accept";
        all[1] = "text/event-stream";
        return all;
    }
}
