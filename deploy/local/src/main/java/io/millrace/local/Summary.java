package io.millrace.local;

import io.millrace.local.SystemState.Entry;
import io.millrace.local.parts.PartName;
import java.util.Optional;

/** What is shown once all is up: where everything is, and a line to paste. */
final class Summary {

    private static final String ORDER = """
            {"customerId":"c-1","currency":"EUR","items":[{"sku":"SKU-1","quantity":2,"unitPriceCents":1299}]}""";

    private final Console console;
    private final RunDirectory directory;

    Summary(Console console, RunDirectory directory) {
        this.console = console;
        this.directory = directory;
    }

    void show(SystemState system) {
        console.say("");
        system.parts().reversed().forEach(part -> row(part.name(), part.url()));
        row("traces go to", system.otlp().tracesEndpoint());
        row("logs", directory.logs().toString());
        row("passwords, pids", directory.file("system.json").toString());
        console.say("");
        system.part(PartName.GATEWAY).ifPresent(gateway -> showHowToOrder(gateway, system.part(PartName.TRACE_VIEWER)));
    }

    private void showHowToOrder(Entry gateway, Optional<Entry> viewer) {
        String orders = gateway.url() + "/orders";
        console.say("Place an order:");
        console.say("");
        console.say("  curl -i %s -H 'Content-Type: application/json' -d '%s'".formatted(orders, ORDER));
        console.say("");
        console.say("and follow it: curl -N %s/{orderId}/events".formatted(orders));
        viewer.ifPresent(part -> console.say("and see its trace: %s/trace/{traceId}".formatted(part.url())));
        console.say("");
    }

    private void row(String name, String where) {
        console.say("  %-17s %s".formatted(name, where));
    }
}
