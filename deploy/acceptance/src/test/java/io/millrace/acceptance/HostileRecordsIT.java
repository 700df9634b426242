package io.millrace.acceptance;

import static io.millrace.acceptance.client.OrderDraft.anOrder;
import static io.millrace.acceptance.log.Topics.ABANDONED;
import static io.millrace.acceptance.log.Topics.INVENTORY_ADJUSTED;
import static io.millrace.acceptance.log.Topics.OF_ORDERS;
import static io.millrace.acceptance.log.Topics.ORDERS_CREATED;
import static io.millrace.acceptance.log.Topics.STATUS_REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.client.OrderView;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.log.DeadLetter;
import io.millrace.acceptance.log.Fact;
import io.millrace.acceptance.log.OrderIds;
import io.millrace.acceptance.log.Place;
import io.millrace.acceptance.log.RawRecord;
import io.millrace.acceptance.log.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Anybody may write anything into a topic: what cannot be read is parked, whole and at once, and holds up nobody. */
@Acceptance
class HostileRecordsIT {

    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final int KIB = 1024;
    private static final int LARGEST_HEADER = 4 * KIB;

    private final Millrace millrace;
    private final Orders orders;
    private final Topics topics;
    private final String sku;

    HostileRecordsIT(Millrace millrace) {
        this.millrace = millrace;
        orders = millrace.orders();
        topics = millrace.topics();
        sku = millrace.inventory().anArticle();
    }

    static Stream<String> allTopics() {
        return Stream.concat(busyTopics(), Stream.of(STATUS_REQUESTED, ABANDONED));
    }

    /** Those of which there are examples. */
    static Stream<String> busyTopics() {
        return Stream.concat(OF_ORDERS.stream(), Stream.of(INVENTORY_ADJUSTED));
    }

    @ParameterizedTest
    @MethodSource("allTopics")
    void parksWhatNobodyCanReadAndHoldsUpNoNeighbour(String topic) {
        Fact good = example(busyTopics().anyMatch(topic::equals) ? topic : ORDERS_CREATED);
        int partition = topics.partitionOf(topic, good.key());
        long before = topics.deadLetterCount();
        Map<Place, RawRecord> hostile = new HashMap<>();
        spoilt(good.raw().on(topic)).forEach(record -> hostile.put(topics.write(record.to(partition)), record));

        anOrderOnPartitionSettlesWithinSeconds(partition);
        List<String> readers = Topics.readersOf(topic);
        await("parking by " + readers)
                .atMost(SECONDS)
                .untilAsserted(() -> assertThat(lettersOf(topic, hostile)).hasSize(hostile.size() * readers.size()));
        lettersOf(topic, hostile)
                .forEach(letter -> isWhole(letter, Objects.requireNonNull(hostile.get(letter.origin()))));
        hostile.keySet()
                .forEach(place -> assertThat(topics.deadLetters(topic))
                        .filteredOn(letter -> letter.origin().equals(place))
                        .extracting(DeadLetter::group)
                        .containsExactlyInAnyOrderElementsOf(readers));
        assertThat(topics.deadLetterCount() - before)
                .as("all that was parked meanwhile")
                .isEqualTo((long) hostile.size() * readers.size());
    }

    private static List<RawRecord> spoilt(RawRecord good) {
        return List.of(
                good.withValue(new byte[0]),
                good.withValue(null),
                good.withoutKey(),
                good.withValue(garbage(300)),
                good.cutInHalf(),
                good.withHeader("ce_type", "millrace.order.teleported.v1"),
                good.withoutHeaders(),
                good.withValue(garbage(900 * KIB)),
                good.withValue(garbage(10)).withFloodOfHeaders(2_000, 100));
    }

    private static byte[] garbage(int bytes) {
        byte[] garbage = new byte[bytes];
        new Random(bytes).nextBytes(garbage);
        return garbage;
    }

    private List<DeadLetter> lettersOf(String topic, Map<Place, RawRecord> hostile) {
        return topics.deadLetters(topic).stream()
                .filter(letter -> hostile.containsKey(letter.origin()))
                .toList();
    }

    private static void isWhole(DeadLetter letter, RawRecord original) {
        assertThat(letter.key()).isEqualTo(original.key());
        assertThat(letter.value()).isEqualTo(original.value());
        assertThat(DeadLetter.HEADERS)
                .allSatisfy(
                        header -> assertThat(letter.bytes(header)).as(header).hasSizeLessThanOrEqualTo(LARGEST_HEADER));
        assertThat(letter.originalTimestamp()).isPositive();
        assertThat(letter.attempts()).isLessThanOrEqualTo(1);
        assertThat(letter.text("kafka_dlt-exception-fqcn")).contains(".");
        assertThat(letter.text("kafka_dlt-exception-stacktrace")).contains("at io.millrace.");
        assertThat(letter.headerBytes()).as("bytes of headers").isLessThan(64 * KIB);
    }

    private void anOrderOnPartitionSettlesWithinSeconds(int partition) {
        String neighbour = orders.place(anOrder().of(1, sku)).orderId();
        while (topics.partitionOf(ORDERS_CREATED, neighbour) != partition) {
            neighbour = orders.place(anOrder().of(1, sku)).orderId();
        }
        String waiting = neighbour;
        await("settling of the neighbour")
                .atMost(SECONDS)
                .untilAsserted(() -> assertThat(orders.get(waiting).outcome()).isEqualTo("CONFIRMED"));
    }

    @Test
    void parksOneRecordAmongFiveHundred() {
        Fact good = example(ORDERS_CREATED);
        int partition = topics.partitionOf(ORDERS_CREATED, good.key());
        long before = topics.deadLetterCount();
        List<String> ids = new ArrayList<>();
        while (ids.size() < 499) {
            String id = OrderIds.fresh();
            if (topics.partitionOf(ORDERS_CREATED, id) == partition) {
                ids.add(id);
            }
        }
        ids.subList(0, 250).forEach(id -> topics.tell(good, id));
        Place bad = topics.write(good.raw().withValue(garbage(100)).to(partition));
        ids.subList(250, 499).forEach(id -> topics.tell(good, id));

        Backlog.awaitSettled(millrace, ids);
        topics.awaitHandled();
        assertThat(topics.deadLetters(ORDERS_CREATED))
                .filteredOn(letter -> letter.origin().equals(bad))
                .hasSize(Topics.readersOf(ORDERS_CREATED).size());
        assertThat(topics.deadLetterCount() - before)
                .as("all that was parked meanwhile")
                .isEqualTo(Topics.readersOf(ORDERS_CREATED).size());
    }

    @Test
    void takesOrdersOfAFutureVersionWithWhateverTheyBringBesides() {
        Fact good = example(ORDERS_CREATED);
        long before = topics.deadLetterCount();
        List<String> ids = Stream.generate(OrderIds::fresh).limit(3).toList();
        topics.write(ofTheFuture(good.rawAbout(ids.get(0))));
        topics.write(good.rawAbout(ids.get(1)).withFloodOfHeaders(2_000, 100));
        topics.write(good.rawAbout(ids.get(2))
                .rewritten(json -> "{\"catalogue\":\"" + "x".repeat(900 * KIB) + "\"," + json.substring(1)));
        ids.forEach(id -> await("settling of " + id)
                .atMost(SECONDS)
                .until(() -> orders.find(id).filter(OrderView::isConfirmed).isPresent()));
        assertThat(topics.deadLetterCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("busyTopics")
    void ignoresNewMembersAndHeadersOnEveryTopic(String topic) {
        Fact good = example(topic);
        long before = topics.deadLetterCount();
        topics.write(ofTheFuture(good.raw()));
        topics.awaitHandled();
        assertThat(topics.deadLetterCount()).isEqualTo(before);
    }

    private static RawRecord ofTheFuture(RawRecord good) {
        return good.rewritten(json -> "{\"loyalty\":{\"points\":[1,2.5,null,true]},"
                        + json.substring(1).replace("{\"sku\"", "{\"wrapping\":\"gift\",\"sku\""))
                .withHeader("ce_dataschema", "https://millrace.example/orders/v1.9")
                .withHeader("x-of-the-future", "yes");
    }

    /** One that was handled long ago, so that nothing would change if it were taken for another. */
    private Fact example(String topic) {
        if (topic.equals(INVENTORY_ADJUSTED)) {
            millrace.inventory().adjust(sku, 7);
            topics.awaitHandled();
            return topics.about(sku, List.of(topic)).getFirst();
        }
        String orderId = orders.settle(anOrder().of(1, sku)).orderId();
        orders.cancel(orderId);
        topics.awaitHandled();
        return topics.about(orderId, List.of(topic)).getFirst();
    }
}
