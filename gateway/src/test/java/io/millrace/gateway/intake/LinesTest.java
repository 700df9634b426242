package io.millrace.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static final int MAX = 10;

    @Test
    void endsLinesWithLfOrCrlfOrTheEndOfTheStream() {
        assertThat(cut("a\nb\r\nc", 100)).containsExactly("1:a", "2:b", "3:c");
    }

    @Test
    void countsBlankLinesButDoesNotHandThemOut() {
        assertThat(cut("\n \t\r\na\n\n\nb\n\n", 100)).containsExactly("3:a", "6:b");
    }

    @Test
    void handsOutNothingOfAnEmptyStream() {
        assertThat(cut("", 100)).isEmpty();
    }

    @Test
    void spoilsOnlyTheLineThatIsTooLong() {
        assertThat(cut("a\n" + "x".repeat(11) + "\nb\n" + "y".repeat(5000), 3))
                .containsExactly("1:a", "2:too long", "3:b", "4:too long");
    }

    @Test
    void doesNotCountTheEndOfALineToItsLength() {
        assertThat(cut("0123456789\r\n0123456789\n0123456789", 1))
                .containsExactly("1:0123456789", "2:0123456789", "3:0123456789");
    }

    @Test
    void keepsNothingOfALineThatIsTooLong() {
        Lines lines = new Lines(MAX);
        for (int i = 0; i < 1000; i++) {
            add(lines, "z".repeat(1000));
            assertThat(lines.next()).isFalse();
        }
        assertThat(lines.bytes().length).isLessThan(20_000);
    }

    @Test
    void cutsTheSameLinesHoweverTheBytesAreChunked() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            String text = randomText(random);
            assertThat(cutRandomly(text, random)).as("seed %d", seed).isEqualTo(expected(text));
        }
    }

    /** The same rules, said without chunks. */
    private static List<String> expected(String text) {
        List<String> expected = new ArrayList<>();
        String[] parts = text.split("\n", -1);
        for (int i = 0; i < parts.length; i++) {
            String line = parts[i].endsWith("\r") ? parts[i].substring(0, parts[i].length() - 1) : parts[i];
            if (line.length() > MAX) {
                expected.add((i + 1) + ":too long");
            } else if (!line.isBlank() || line.contains("\r")) {
                expected.add((i + 1) + ":" + line);
            }
        }
        return expected;
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(120);
        for (int i = 0; i < length; i++) {
            text.append("ab \t\r\n\nxxxxxx".charAt(random.nextInt(13)));
        }
        return text.toString();
    }

    private static List<String> cutRandomly(String text, Random random) {
        Lines lines = new Lines(MAX);
        List<String> cut = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int size = Math.min(random.nextInt(9), text.length() - at);
            add(lines, text.substring(at, at + size));
            at += size;
            drain(lines, cut);
        }
        lines.end();
        drain(lines, cut);
        return cut;
    }

    private static List<String> cut(String text, int chunk) {
        Lines lines = new Lines(MAX);
        List<String> cut = new ArrayList<>();
        for (int at = 0; at < text.length(); at += chunk) {
            add(lines, text.substring(at, Math.min(text.length(), at + chunk)));
            drain(lines, cut);
        }
        lines.end();
        drain(lines, cut);
        return cut;
    }

    private static void add(Lines lines, String chunk) {
        byte[] bytes = chunk.getBytes(UTF_8);
        lines.add(bytes.length, (target, offset) -> System.arraycopy(bytes, 0, target, offset, bytes.length));
    }

    private static void drain(Lines lines, List<String> cut) {
        while (lines.next()) {
            byte[] line = Arrays.copyOfRange(lines.bytes(), lines.offset(), lines.offset() + lines.length());
            cut.add(lines.number() + ":" + (lines.tooLong() ? "too long" : new String(line, UTF_8)));
        }
    }
}
