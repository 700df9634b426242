package io.millrace.acceptance;

import io.millrace.acceptance.client.Http;
import io.millrace.acceptance.client.Inventory;
import io.millrace.acceptance.client.Orders;
import io.millrace.acceptance.client.PaymentProvider;
import io.millrace.acceptance.log.Topics;
import io.millrace.acceptance.running.SystemFile;
import java.net.InetSocketAddress;
import java.net.URI;

/** The running system, one door for each kind of visitor. */
public final class Millrace implements AutoCloseable {

    private final SystemFile system;
    private final Http gateway;
    private final Http provider;
    private final Topics topics;

    public Millrace(SystemFile system) {
        this.system = system;
        gateway = new Http(system.url("gateway"));
        provider = new Http(system.url("payment-provider"));
        topics = new Topics(system.kafka().bootstrapServers());
    }

    public SystemFile system() {
        return system;
    }

    public Http gateway() {
        return gateway;
    }

    public InetSocketAddress gatewayAddress() {
        URI url = system.url("gateway");
        return new InetSocketAddress(url.getHost(), url.getPort());
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

    public Topics topics() {
        return topics;
    }

    @Override
    public void close() {
        topics.close();
        gateway.close();
        provider.close();
    }
}
