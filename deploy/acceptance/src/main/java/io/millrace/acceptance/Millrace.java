package io.millrace.acceptance;

import io.millrace.acceptance.client.Answer;
import io.millrace.acceptance.client.Http;
import io.millrace.acceptance.client.Inventory;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.PaymentProvider;
import io.millrace.acceptance.client.TraceViewer;
import io.millrace.acceptance.log.Topics;
import io.millrace.acceptance.running.Parts;
import io.millrace.acceptance.running.SystemFile;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** The running system, one door for each kind of visitor. */
public final class Millrace implements AutoCloseable {

    private final Parts parts;
    private final InetSocketAddress gatewayAddress;
    private final Http gateway;
    private final Http provider;
    private final TraceViewer traceViewer;
    private final Topics topics;

    /** @param systemFile {@code system.json}. Parts may be started again; where they listen does not change. */
    public Millrace(Path systemFile) {
        parts = new Parts(systemFile);
        SystemFile system = parts.system();
        URI url = system.url(Parts.GATEWAY);
        gatewayAddress = new InetSocketAddress(url.getHost(), url.getPort());
        gateway = new Http(system.url(Parts.GATEWAY));
        provider = new Http(system.url(Parts.PAYMENT_PROVIDER));
        traceViewer = new TraceViewer(
                new Http(system.url(Parts.TRACE_VIEWER)), system.otlp().tracesEndpoint());
        topics = new Topics(system.kafka().bootstrapServers());
    }

    public SystemFile system() {
        return parts.system();
    }

    public Parts parts() {
        return parts;
    }

    public Http gateway() {
        return gateway;
    }

    public InetSocketAddress gatewayAddress() {
        return gatewayAddress;
    }

    public Orders orders() {
        return new Orders(gateway);
    }

    public Inventory inventory() {
        return new Inventory(gateway);
    }

    public PaymentProvider provider() {
        return new PaymentProvider(provider);
    }

    public TraceViewer traceViewer() {
        return traceViewer;
    }

    /** What a service says of its readiness. */
    public Answer readiness(String service) {
        try (Http management = new Http(parts.part(service).management())) {
            return management.get("/actuator/health/readiness");
        }
    }

    public Topics topics() {
        return topics;
    }

    @Override
    public void close() {
        topics.close();
        gateway.close();
        provider.close();
        traceViewer.close();
    }
}
