package io.millrace.local;

import io.millrace.local.SystemState.Coordinates;
import io.millrace.local.SystemState.Phase;
import io.millrace.local.parts.Database;
import io.millrace.local.parts.KafkaBroker;
import io.millrace.local.parts.Part;
import io.millrace.local.parts.PartName;
import io.millrace.local.parts.PostgresServer;
import io.millrace.local.parts.PostgresServer.Durability;
import io.millrace.local.parts.ProviderStandIn;
import io.millrace.local.parts.Service;
import io.millrace.local.parts.TraceViewer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The whole system on one page: which parts there are, and what each one is told of the others. */
final class Blueprint {

    private static final String SUPERUSER = "postgres";
    /** The share of orders that leave a trace. */
    private static final String EVERY_ORDER = "1.0";

    private static final List<PartName> WITH_DATABASE =
            List.of(PartName.ORDER_FLOW, PartName.PAYMENT_FLOW, PartName.INVENTORY_FLOW);

    private final Path root;
    private final RunDirectory directory;
    private final Map<String, String> environment;
    private final Ports ports;
    private final Map<String, String> passwords;

    /**
     * @param root the top of the source tree
     * @param environment what every part inherits
     */
    Blueprint(Path root, RunDirectory directory, Map<String, String> environment, Ports ports) {
        this.root = root;
        this.directory = directory;
        this.environment = environment;
        this.ports = ports;
        var roles = new ArrayList<>(List.of(SUPERUSER));
        WITH_DATABASE.forEach(flow -> roles.add(database(flow)));
        this.passwords = Passwords.of(directory, roles);
    }

    Part part(PartName name) {
        return switch (name) {
            case KAFKA ->
                new KafkaBroker(
                        root.resolve("deploy/local/kafka/target/lib"),
                        directory.data(name),
                        directory.log(name),
                        ports.of(Port.KAFKA),
                        ports.of(Port.KAFKA_CONTROLLER),
                        environment);
            case POSTGRES ->
                new PostgresServer(
                        root.resolve("deploy/local/target/postgresql"),
                        directory.data(name),
                        directory.log(name),
                        ports.of(Port.POSTGRES),
                        Durability.MACHINE,
                        password(SUPERUSER),
                        WITH_DATABASE.stream()
                                .map(flow -> new Database(database(flow), password(database(flow))))
                                .toList(),
                        environment);
            case PAYMENT_PROVIDER ->
                new ProviderStandIn(
                        directory.data(name), directory.log(name), ports.of(Port.PAYMENT_PROVIDER), environment);
            case TRACE_VIEWER ->
                new TraceViewer(
                        root.resolve("deploy/local/trace-viewer/target"),
                        directory.data(name),
                        directory.log(name),
                        ports.of(Port.TRACE_VIEWER),
                        ports.of(Port.OTLP),
                        environment);
            case GATEWAY -> service(name, Port.GATEWAY, Port.GATEWAY_MANAGEMENT);
            case ORDER_FLOW -> service(name, Port.ORDER_FLOW, Port.ORDER_FLOW_MANAGEMENT);
            case PAYMENT_FLOW -> service(name, Port.PAYMENT_FLOW, Port.PAYMENT_FLOW_MANAGEMENT);
            case INVENTORY_FLOW -> service(name, Port.INVENTORY_FLOW, Port.INVENTORY_FLOW_MANAGEMENT);
        };
    }

    /** As it is before any part has started. */
    SystemState system() {
        var databases = new LinkedHashMap<String, Coordinates>();
        WITH_DATABASE.forEach(flow -> databases.put(flow.toString(), coordinates(database(flow))));
        return new SystemState(
                Phase.starting,
                Instant.now().toString(),
                List.of(),
                new SystemState.Kafka(kafka()),
                new SystemState.Otlp(traces()),
                databases);
    }

    private Service service(PartName name, Port port, Port management) {
        var variables = new HashMap<>(environment);
        variables.put("SERVER_ADDRESS", "127.0.0.1");
        variables.put("SERVER_PORT", Integer.toString(ports.of(port)));
        variables.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        variables.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.of(management)));
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka());
        variables.put("ORDER_FLOW_URL", http(Port.ORDER_FLOW));
        variables.put("PAYMENT_FLOW_URL", http(Port.PAYMENT_FLOW));
        variables.put("INVENTORY_FLOW_URL", http(Port.INVENTORY_FLOW));
        variables.put("PAYMENT_PROVIDER_URL", http(Port.PAYMENT_PROVIDER));
        putUnlessSet(variables, "OTLP_TRACES_ENDPOINT", traces());
        putUnlessSet(variables, "TRACING_SAMPLING", EVERY_ORDER);
        if (WITH_DATABASE.contains(name)) {
            Coordinates own = coordinates(database(name));
            variables.put("POSTGRES_HOST", own.host());
            variables.put("POSTGRES_PORT", Integer.toString(own.port()));
            variables.put("POSTGRES_DATABASE", own.database());
            variables.put("POSTGRES_USER", own.user());
            variables.put("POSTGRES_PASSWORD", own.password());
        }
        return new Service(
                name,
                root.resolve(name.toString()),
                ports.of(port),
                ports.of(management),
                directory.log(name),
                variables);
    }

    private Coordinates coordinates(String database) {
        int port = ports.of(Port.POSTGRES);
        return new Coordinates(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                "127.0.0.1",
                port,
                database,
                database,
                password(database));
    }

    private String password(String role) {
        return Objects.requireNonNull(passwords.get(role));
    }

    /** What whoever started the system has said of it goes before what we say. */
    private static void putUnlessSet(Map<String, String> variables, String name, String value) {
        if (variables.getOrDefault(name, "").isBlank()) {
            variables.put(name, value);
        }
    }

    private String traces() {
        return http(Port.OTLP) + "/v1/traces";
    }

    private String kafka() {
        return "127.0.0.1:" + ports.of(Port.KAFKA);
    }

    private String http(Port port) {
        return "http://127.0.0.1:" + ports.of(port);
    }

    private static String database(PartName flow) {
        return flow.name().toLowerCase(Locale.ROOT);
    }
}
