package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.chaos.Chaos;
import io.millrace.acceptance.chaos.Pace;
import io.millrace.acceptance.chaos.Report;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code deploy/chaos}, in the system that all tests share. */
@Acceptance
@Order(Integer.MAX_VALUE - 1)
class ChaosIT {

    private final Millrace millrace;

    ChaosIT(Millrace millrace) {
        this.millrace = millrace;
    }

    @Test
    @Timeout(600)
    void losesNothingAndChargesNobodyTwiceWhateverBreaks() throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        List<String> skus =
                Stream.generate(millrace.inventory()::anArticle).limit(10).toList();
        Report report = new Chaos(millrace, Pace.SHORT, seed, skus, System.out).run();
        System.out.printf("%n%s%n", report);
        assertThat(report.holds()).as("seed %d%n%s", seed, report).isTrue();
    }
}
