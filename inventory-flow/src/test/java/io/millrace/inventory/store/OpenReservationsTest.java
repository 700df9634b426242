package io.millrace.inventory.store;

import static io.millrace.inventory.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Event;
import io.millrace.events.OrderId;
import io.millrace.inventory.AnOrder;
import io.millrace.inventory.TestDatabase;
import io.millrace.reconciler.Overdue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenReservationsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestDatabase database = TestDatabase.empty();
    private final OpenReservations reservations = database.openReservations();

    @BeforeEach
    void stock() {
        database.stock("A", 1_000);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areThoseThatStockIsStillSetAsideFor() {
        AnOrder held = anOrder().of(1, "A");
        AnOrder sold = anOrder().of(1, "A");
        AnOrder released = anOrder().of(1, "A");
        AnOrder refused = anOrder().of(1, "NONE");
        AnOrder cancelledFirst = anOrder().of(1, "A");
        handle(held, sold, released, refused);
        database.instance()
                .handle(List.of(sold.confirmed(), released.cancelled(), cancelledFirst.cancelled()))
                .block();

        assertThat(found(Instant.now().plus(HOUR), null, 10))
                .extracting(Overdue::orderId)
                .containsExactly(held.id());
    }

    @Test
    void countFromWhenTheOrderWasHeardOf() {
        AnOrder old = anOrder().of(1, "A");
        handle(old, anOrder().of(1, "A"));
        database.run(
                "UPDATE reservations SET heard_at = heard_at - interval '2 hours' WHERE order_id = '" + old.id() + "'");

        List<Overdue> found = found(Instant.now().minus(HOUR), null, 10);

        assertThat(found).singleElement().satisfies(overdue -> {
            assertThat(overdue.orderId()).isEqualTo(old.id());
            assertThat(overdue.since()).isBefore(Instant.now().minus(HOUR));
            assertThat(overdue.context().correlationId()).isEqualTo(old.id().toString());
        });
    }

    @Test
    void comeOldestFirstAndPageByPageThoughManyAreOfOneMoment() {
        List<AnOrder> orders =
                Stream.generate(() -> anOrder().of(1, "A")).limit(25).toList();
        handle(orders.toArray(AnOrder[]::new));

        List<Overdue> all = new ArrayList<>();
        for (List<Overdue> page = found(Instant.now().plus(HOUR), null, 10);
                !page.isEmpty();
                page = found(Instant.now().plus(HOUR), page.getLast(), 10)) {
            all.addAll(page);
        }

        List<OrderId> ids = orders.stream().map(AnOrder::id).toList();
        assertThat(all).extracting(Overdue::orderId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(all).isSortedAccordingTo(Comparator.comparing(Overdue::since));
    }

    private List<Overdue> found(Instant before, @Nullable Overdue after, int limit) {
        return reservations.find(before, after, limit).blockOptional().orElseThrow();
    }

    private void handle(AnOrder... orders) {
        database.instance()
                .handle(Stream.of(orders).<Event<?>>map(AnOrder::created).toList())
                .block();
    }
}
