package io.millrace.local;

import io.millrace.local.parts.PartName;
import io.millrace.local.process.CannotStart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for on the command line. */
sealed interface Arguments {

    record Help() implements Arguments {}

    record Down() implements Arguments {}

    /** @param infra only what the services need, not the services */
    record Up(boolean infra, boolean detach, boolean fresh) implements Arguments {}

    /** Starts one part again, of a system that runs. */
    record Only(PartName part) implements Arguments {}

    String USAGE = """
            deploy/up                 build what is not built, start everything, stay; Ctrl-C stops it
            deploy/up infra           start only broker, database, payment provider and trace viewer
            deploy/up --detach        return once all is healthy
            deploy/up --fresh         start with empty data
            deploy/up --only NAME     start one part again: %s
            deploy/down               stop what runs

            Environment variables:
            %s and its like      move a port
            %s_JAVA_OPTS and its like replace a service's JVM flags
            TRACING_SAMPLING          the share of orders that leave a trace, 0 to 1: 1.0 unless set
            OTLP_TRACES_ENDPOINT      where traces go instead of to the trace viewer
            MILLRACE_RUN_DIR          where it all runs, so that a second system can run beside the first
            MILLRACE_RECORD=no        does not record the services' starts after a build: a shorter first start, longer others
            Every other variable reaches the services as it is.""".formatted(PartName.allOfThem(), Port.GATEWAY.variable(), PartName.GATEWAY.name());

    static Arguments of(String... words) {
        Deque<String> rest = new ArrayDeque<>(List.of(words));
        String command = rest.isEmpty() ? "" : rest.pop();
        if (rest.contains("--help") || rest.contains("-h")) {
            return new Help();
        }
        return switch (command) {
            case "up" -> up(rest);
            case "down" -> down(rest);
            default -> new Help();
        };
    }

    private static Arguments down(Deque<String> rest) {
        if (rest.isEmpty()) {
            return new Down();
        }
        throw wrong("deploy/down takes no " + rest.peek());
    }

    private static Arguments up(Deque<String> rest) {
        boolean infra = false;
        boolean detach = false;
        boolean fresh = false;
        @Nullable PartName only = null;
        while (!rest.isEmpty()) {
            switch (rest.pop()) {
                case "infra" -> infra = true;
                case "--detach" -> detach = true;
                case "--fresh" -> fresh = true;
                case "--only" -> only = part(rest.poll());
                case String other -> throw wrong("deploy/up does not know " + other);
            }
        }
        if (only == null) {
            return new Up(infra, detach, fresh);
        }
        if (infra || fresh) {
            throw wrong("--only starts one part of a system that runs; it goes with neither infra nor --fresh");
        }
        return new Only(only);
    }

    private static PartName part(@Nullable String name) {
        if (name == null) {
            throw wrong("--only needs the name of a part");
        }
        return PartName.named(name).orElseThrow(() -> wrong("there is no part " + name));
    }

    private static CannotStart wrong(String what) {
        return new CannotStart(what + "\n\n" + USAGE);
    }
}
