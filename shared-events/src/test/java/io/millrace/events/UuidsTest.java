package io.millrace.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UuidsTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    private static final UUID URL = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /** Appendix A.4 of RFC 9562, and vectors that Python's uuid module documents. */
    @ParameterizedTest
    @CsvSource({
        "DNS, www.example.com, 2ed6657d-e927-568b-95e1-2665a8aea6a2",
        "DNS, python.org, 886313e1-3b8a-5372-9b90-0c9aee199e5d",
        "URL, http://python.org/, 4c565f0d-3f5a-5890-b41b-20cf47701c5e"
    })
    void derivesVersion5AsTheStandardDoes(String namespace, String name, UUID expected) {
        assertThat(Uuids.version5(namespace.equals("DNS") ? DNS : URL, name)).isEqualTo(expected);
    }

    @Test
    void derivesVersion5FromTheUtf8OfAName() {
        UUID derived = Uuids.version5(DNS, "käse-€");

        assertThat(derived.version()).isEqualTo(5);
        assertThat(derived.variant()).isEqualTo(2);
        assertThat(derived).isNotEqualTo(Uuids.version5(DNS, "kase-€")).isEqualTo(Uuids.version5(DNS, "käse-€"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_645_557_742_000L, 4_102_444_800_000L, (1L << 48) - 1})
    void putsTheTimeIntoVersion7(long epochMillis) {
        UUID uuid = Uuids.version7(epochMillis);

        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(Uuids.epochMillis(uuid)).isEqualTo(epochMillis);
    }

    /** The time of RFC 9562's example for version 7. */
    @Test
    void writesVersion7WithTheTimeInFront() {
        assertThat(Uuids.version7(0x017F22E279B0L).toString()).startsWith("017f22e2-79b0-7");
    }

    @Test
    void ordersVersion7ByTimeInItsText() {
        String earlier = "";
        for (long millis = 1_772_366_400_000L; millis < 1_772_366_401_000L; millis++) {
            String later = Uuids.version7(millis).toString();
            assertThat(later).isGreaterThan(earlier);
            earlier = later;
        }
    }

    @Test
    void makesNoVersion7Twice() {
        Set<UUID> made = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertThat(made.add(Uuids.version7(1_772_366_400_000L))).isTrue();
        }
    }

    @Test
    void knowsNoTimeOfOtherVersions() {
        assertThat(Uuids.epochMillis(DNS)).isEqualTo(-1);
        assertThat(Uuids.epochMillis(UUID.randomUUID())).isEqualTo(-1);
    }
}
