package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.acceptance.browser.Chromium;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.Trace;
import io.millrace.acceptance.running.Parts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace as people see it. The picture stays, for the README. */
@Acceptance
class TracePictureIT {

    /** So many orders later, services are nearly as fast as they are most of the day. */
    private static final int WARM = 100;

    private static final Path PICTURE = Path.of("target", "trace.png");

    private final Millrace millrace;
    private final Orders orders;
    private final String sku;

    TracePictureIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
        sku = millrace.inventory().anArticle();
    }

    @Test
    void showsAnOrdersWayThroughAllServicesOnOnePage(@TempDir Path scratch) {
        Optional<Chromium> browser = Chromium.find(scratch);
        assumeTrue(browser.isPresent(), "there is no Chromium on the PATH");
        String orderId = "";
        for (int i = 0; i < WARM; i++) {
            // One after the other, so that its statements are its own: those of a batch are shown by its first order.
            orderId = orders.place(anOrder().of(1, sku)).orderId();
            orders.awaitSettled(orderId);
        }
        String traceId = Objects.requireNonNull(orders.awaitSettled(orderId).traceId());
        await("the last spans of " + traceId)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(names(traceId)).contains("POST /orders", "POST /captures"));

        String page = browser.get()
                .open(
                        millrace.system()
                                .url(Parts.TRACE_VIEWER)
                                .resolve("/trace/" + traceId)
                                .toString(),
                        PICTURE);

        assertThat(page)
                .contains(
                        "gateway: POST /orders",
                        "gateway: send orders.created",
                        "order-flow: process orders.created",
                        "payment-flow: process orders.created",
                        "inventory-flow: process orders.created",
                        "postgresql: INSERT orders",
                        "payment-provider: POST /authorizations",
                        "payment-provider: POST /captures",
                        "order-flow: settle",
                        "gateway: process orders.status");
        assertThat(PICTURE).isNotEmptyFile();
    }

    private List<String> names(String traceId) {
        return millrace.traceViewer()
                .trace(traceId)
                .map(trace ->
                        Trace.read(trace).spans().stream().map(Trace.Span::name).toList())
                .orElse(List.of());
    }
}
