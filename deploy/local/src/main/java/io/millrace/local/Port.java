package io.millrace.local;

/** Every port of the system, where it is unless it is moved, and the environment variable that moves it. */
public enum Port {
    GATEWAY(8080),
    ORDER_FLOW(8081),
    PAYMENT_FLOW(8082),
    INVENTORY_FLOW(8083),
    GATEWAY_MANAGEMENT(8180),
    ORDER_FLOW_MANAGEMENT(8181),
    PAYMENT_FLOW_MANAGEMENT(8182),
    INVENTORY_FLOW_MANAGEMENT(8183),
    PAYMENT_PROVIDER(8090),
    KAFKA(9092),
    /** Only the broker itself uses it, so unless it is moved it is any that is free. */
    KAFKA_CONTROLLER(0),
    POSTGRES(5432),
    /** The trace viewer's pages, and the API to query it by. */
    TRACE_VIEWER(16686),
    /** Where the trace viewer takes traces in. */
    OTLP(4318);

    private final int usual;

    Port(int usual) {
        this.usual = usual;
    }

    public int usual() {
        return usual;
    }

    public String variable() {
        return name() + "_PORT";
    }
}
