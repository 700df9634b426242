package io.millrace.local;

import io.millrace.local.parts.PartName;
import io.millrace.local.process.CannotStart;
import io.millrace.local.process.FreePort;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which part listens where in this run. */
public final class Ports {

    private static final int LAST = 65_535;

    private final Map<Port, Integer> numbers;

    private Ports(Map<Port, Integer> numbers) {
        this.numbers = numbers;
    }

    static Set<Port> listenedOnBy(PartName part) {
        return switch (part) {
            case KAFKA -> EnumSet.of(Port.KAFKA, Port.KAFKA_CONTROLLER);
            case POSTGRES -> EnumSet.of(Port.POSTGRES);
            case PAYMENT_PROVIDER -> EnumSet.of(Port.PAYMENT_PROVIDER);
            case TRACE_VIEWER -> EnumSet.of(Port.TRACE_VIEWER, Port.OTLP);
            case ORDER_FLOW -> EnumSet.of(Port.ORDER_FLOW, Port.ORDER_FLOW_MANAGEMENT);
            case PAYMENT_FLOW -> EnumSet.of(Port.PAYMENT_FLOW, Port.PAYMENT_FLOW_MANAGEMENT);
            case INVENTORY_FLOW -> EnumSet.of(Port.INVENTORY_FLOW, Port.INVENTORY_FLOW_MANAGEMENT);
            case GATEWAY -> EnumSet.of(Port.GATEWAY, Port.GATEWAY_MANAGEMENT);
        };
    }

    /** As the environment says, whether they are free or not. */
    static Ports of(Map<String, String> environment) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            numbers.put(port, number(port, environment.get(port.variable())));
        }
        var ports = new Ports(numbers);
        return ports.of(Port.KAFKA_CONTROLLER) == 0 ? ports.with(Port.KAFKA_CONTROLLER, FreePort.any()) : ports;
    }

    public int of(Port port) {
        return Objects.requireNonNull(numbers.get(port));
    }

    Ports with(Port port, int number) {
        var changed = new EnumMap<Port, Integer>(numbers);
        changed.put(port, number);
        return new Ports(changed);
    }

    /** PostgreSQL alone gives way: many machines run one already. Unless somebody said which port it is to be. */
    Ports movingPostgres(Map<String, String> environment) {
        if (!environment.getOrDefault(Port.POSTGRES.variable(), "").isBlank()) {
            return this;
        }
        int number = of(Port.POSTGRES);
        while (number < LAST && (!FreePort.isFree(number) || isAnothers(number))) {
            number++;
        }
        return with(Port.POSTGRES, number);
    }

    /** Names every port among these that cannot be had, and the variable that moves it. */
    void check(Set<Port> wanted) {
        var problems = new ArrayList<String>();
        var owners = new HashMap<Integer, Port>();
        for (Port port : wanted) {
            int number = of(port);
            Port owner = owners.putIfAbsent(number, port);
            if (owner != null) {
                problems.add("port %d is wanted twice: %s and %s".formatted(number, owner.variable(), port.variable()));
            } else if (!FreePort.isFree(number)) {
                problems.add("port %d is taken: set %s to another".formatted(number, port.variable()));
            }
        }
        if (!problems.isEmpty()) {
            throw new CannotStart(String.join("\n", problems));
        }
    }

    private boolean isAnothers(int number) {
        return numbers.entrySet().stream()
                .anyMatch(entry -> entry.getKey() != Port.POSTGRES && entry.getValue() == number);
    }

    private static int number(Port port, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return port.usual();
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= LAST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new CannotStart("%s=%s is not a port: 1 to %d".formatted(port.variable(), text, LAST));
    }
}
