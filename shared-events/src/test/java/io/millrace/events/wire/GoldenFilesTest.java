package io.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Fact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever changes what is on the wire changes a file here, and so sees that it is the contract that changes. */
class GoldenFilesTest {

    private final EventCodec codec = new EventCodec("");

    @ParameterizedTest
    @MethodSource("all")
    void isWhatIsWrittenToTheByte(GoldenFile golden) {
        assertThat(GoldenFile.describe(codec.encode(golden.event()))).isEqualTo(golden.text());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadBackAsTheEventItWas(GoldenFile golden) {
        assertThat(codec.decode(golden.record())).isEqualTo(golden.event());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadThoughMembersAndHeadersAreNew(GoldenFile golden) {
        var record = golden.record();
        String value = new String(record.value(), StandardCharsets.UTF_8)
                .replace("{", "{\"new\":{\"deep\":[1,{\"er\":null}]},\"more\":\"€\",");
        var newer = Records.like(record, record.key(), value.getBytes(StandardCharsets.UTF_8));
        newer.headers()
                .add("ce_new", new byte[] {1})
                .add("x-null", null)
                .add("ce_dataschema", "v2".getBytes(StandardCharsets.UTF_8));

        assertThat(codec.decode(newer)).isEqualTo(golden.event());
    }

    @Test
    void areThereForEachKindOfFact() {
        Set<Class<?>> facts = new HashSet<>();
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        all().forEach(golden -> {
            facts.add(golden.event().fact().getClass());
            topics.add(Topic.of(golden.event().fact()));
        });

        assertThat(facts).isEqualTo(kinds(Fact.class).collect(Collectors.toSet()));
        assertThat(topics).containsExactly(Topic.values());
    }

    /** The records at the leaves of a family of facts. */
    private static Stream<Class<?>> kinds(Class<?> family) {
        Class<?>[] members = family.getPermittedSubclasses();
        return members == null ? Stream.of(family) : Arrays.stream(members).flatMap(GoldenFilesTest::kinds);
    }

    @Test
    void keepsTheLinesOfAnOrderByThemselves() {
        byte[] items = FactJson.writeItems(GoldenFile.ACCEPTED_ORDER.items());

        assertThat(new String(items, StandardCharsets.UTF_8))
                .isEqualTo("[{\"sku\":\"SKU-1\",\"quantity\":2,\"unitPriceCents\":1299},"
                        + "{\"sku\":\"SKU_2.b\",\"quantity\":10000,\"unitPriceCents\":100000000}]");
        assertThat(FactJson.readItems(items)).isEqualTo(GoldenFile.ACCEPTED_ORDER.items());
    }

    static List<GoldenFile> all() {
        return GoldenFile.all();
    }
}
