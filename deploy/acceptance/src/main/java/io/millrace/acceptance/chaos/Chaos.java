package io.millrace.acceptance.chaos;

import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.Narrator;
import io.millrace.acceptance.load.Attempt;
import io.millrace.acceptance.load.Count;
import io.millrace.acceptance.load.Customers;
import io.millrace.acceptance.load.Mix;
import io.millrace.acceptance.load.Recovery;
import io.millrace.acceptance.load.SteadyLoad;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A steady load, and one fault after another; then quiet, and the reckoning. */
public final class Chaos {

    private final Millrace millrace;
    private final Pace pace;
    private final long seed;
    private final List<String> skus;
    private final PrintStream out;

    /**
     * @param seed draws the order of the faults and what customers want
     * @param skus articles with plenty of stock, which nobody else buys meanwhile
     */
    public Chaos(Millrace millrace, Pace pace, long seed, List<String> skus, PrintStream out) {
        this.millrace = millrace;
        this.pace = pace;
        this.seed = seed;
        this.skus = List.copyOf(skus);
        this.out = out;
    }

    public Report run() throws InterruptedException {
        Instant start = Instant.now();
        Customers customers = new Customers(millrace.orders());
        try (Reckoning reckoning = new Reckoning(millrace, skus);
                Narrator narrator =
                        new Narrator(out, () -> Count.of(customers.attempts()).toString())) {
            List<Episode> episodes = new ArrayList<>();
            try (Recovery recovery = new Recovery(millrace.orders(), customers, skus.getFirst());
                    SteadyLoad load = SteadyLoad.start(customers::place, new Mix(seed, skus), pace.ordersASecond())) {
                narrator.say("the load has begun, " + pace.ordersASecond() + " orders a second");
                if (recovery.await(pace.recovery()).isEmpty()) {
                    throw new IllegalStateException("not even without a fault is an order confirmed");
                }
                Random chance = new Random(seed);
                do {
                    List<Fault> round = new ArrayList<>(Fault.oneOfEach(millrace, pace));
                    Collections.shuffle(round, chance);
                    for (Fault fault : round) {
                        Thread.sleep(pace.calm());
                        episodes.add(livedThrough(fault, recovery, narrator));
                    }
                } while (Instant.now().isBefore(start.plus(pace.faults())));
                narrator.say("no more faults, no more orders; waiting for quiet");
                load.stop();
            }
            List<Check> checks = reckonOnceQuiet(reckoning, customers.attempts());
            return new Report(start, Duration.between(start, Instant.now()), episodes, customers.attempts(), checks);
        }
    }

    private Episode livedThrough(Fault fault, Recovery recovery, Narrator narrator) throws InterruptedException {
        Instant began = Instant.now();
        narrator.say(fault.name());
        fault.begin().run();
        Thread.sleep(fault.lasts());
        narrator.say(fault.name() + ": putting it right");
        fault.end().run();
        Duration lasted = Duration.between(began, Instant.now());
        narrator.say(fault.name() + ": over; waiting for an order to be confirmed");
        Optional<Duration> recovered = recovery.await(pace.recovery());
        narrator.say(fault.name() + ": "
                + recovered
                        .map(after -> "recovered after %.1f s".formatted(after.toMillis() / 1_000.0))
                        .orElse("NOT recovered"));
        return new Episode(fault.name(), began, lasted, recovered.orElse(null), Instant.now());
    }

    /** The last of the checks that are taken until all hold, or until there was time enough. */
    private List<Check> reckonOnceQuiet(Reckoning reckoning, List<Attempt> attempts) throws InterruptedException {
        Instant deadline = Instant.now().plus(pace.quiet());
        List<Check> checks = reckoning.take(attempts);
        while (!checks.stream().allMatch(Check::holds) && Instant.now().isBefore(deadline)) {
            Thread.sleep(Duration.ofSeconds(1));
            checks = reckoning.take(attempts);
        }
        return checks;
    }
}
