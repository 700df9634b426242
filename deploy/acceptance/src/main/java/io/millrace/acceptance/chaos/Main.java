package io.millrace.acceptance.chaos;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.running.Deployment;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What {@code deploy/chaos} runs: a system of its own, and chaos in it. */
public final class Main {

    private static final String USAGE = """
            deploy/chaos              each fault once, under a steady load, in under four minutes
            deploy/chaos --long       rounds of all faults for half an hour
            deploy/chaos --seed N     the faults and the orders of an earlier run""";

    private static final List<String> SKUS =
            IntStream.rangeClosed(1, 10).mapToObj(number -> "SKU-" + number).toList();

    private Main() {}

    public static void main(String... words) throws InterruptedException {
        Pace pace = Pace.SHORT;
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(words));
        while (!rest.isEmpty()) {
            switch (rest.pop()) {
                case "--short" -> pace = Pace.SHORT;
                case "--long" -> pace = Pace.LONG;
                case "--seed" -> seed = number(rest.poll());
                case "--help", "-h" -> leave(System.out, 0);
                default -> leave(System.err, 2);
            }
        }
        System.exit(run(pace, seed) ? 0 : 1);
    }

    private static boolean run(Pace pace, long seed) throws InterruptedException {
        System.out.println("Chaos in a system of its own; --seed " + seed + " repeats it.");
        try (Deployment deployment = Deployment.fresh("chaos");
                Millrace millrace = new Millrace(deployment.systemFile())) {
            Report report = new Chaos(millrace, pace, seed, SKUS, System.out).run();
            System.out.printf("%n%s%n", report);
            return report.holds();
        }
    }

    private static long number(@Nullable String text) {
        if (text == null || !text.matches("-?\\d{1,18}")) {
            leave(System.err, 2);
            return 0;
        }
        return Long.parseLong(text);
    }

    private static void leave(PrintStream out, int exitCode) {
        out.println(USAGE);
        System.exit(exitCode);
    }
}
