package io.millrace.local.parts;

import io.millrace.local.process.Signal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parts there are, in the order in which they are shown, and how each one is stopped. */
public enum PartName {
    KAFKA(Tier.INFRASTRUCTURE, Signal.TERM, 20),
    POSTGRES(Tier.INFRASTRUCTURE, Signal.INT, 20),
    PAYMENT_PROVIDER(Tier.INFRASTRUCTURE, Signal.TERM, 5),
    TRACE_VIEWER(Tier.INFRASTRUCTURE, Signal.TERM, 5),
    ORDER_FLOW(Tier.SERVICES, Signal.TERM, 25),
    PAYMENT_FLOW(Tier.SERVICES, Signal.TERM, 25),
    INVENTORY_FLOW(Tier.SERVICES, Signal.TERM, 25),
    GATEWAY(Tier.SERVICES, Signal.TERM, 25);

    /** What is started first and stopped last comes first. */
    public enum Tier {
        INFRASTRUCTURE,
        SERVICES
    }

    private final Tier tier;
    private final Signal stopSignal;
    private final Duration patience;

    PartName(Tier tier, Signal stopSignal, int patienceSeconds) {
        this.tier = tier;
        this.stopSignal = stopSignal;
        this.patience = Duration.ofSeconds(patienceSeconds);
    }

    public Tier tier() {
        return tier;
    }

    public Signal stopSignal() {
        return stopSignal;
    }

    /** How long it may take to stop before it is killed. */
    public Duration patience() {
        return patience;
    }

    public static List<PartName> of(Tier tier) {
        return Arrays.stream(values()).filter(name -> name.tier == tier).toList();
    }

    public static Optional<PartName> named(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findFirst();
    }

    public static String allOfThem() {
        return Arrays.stream(values()).map(PartName::toString).collect(Collectors.joining(", "));
    }

    /** As it is written in system.json and at the terminal: {@code order-flow}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
