package io.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.Fact;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        all().forEach(golden -> facts.add(golden.event().fact().getClass()));

        assertThat(facts).isEqualTo(Set.of(Fact.class.getPermittedSubclasses()));
        assertThat(facts).hasSameSizeAs(Topic.values());
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
