package io.millrace.acceptance.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** A port for each part, so that the system under test can run beside a developer's own. */
final class FreePorts {

    private static final List<String> VARIABLES = List.of(
            "GATEWAY_PORT",
            "ORDER_FLOW_PORT",
            "PAYMENT_FLOW_PORT",
            "INVENTORY_FLOW_PORT",
            "GATEWAY_MANAGEMENT_PORT",
            "ORDER_FLOW_MANAGEMENT_PORT",
            "PAYMENT_FLOW_MANAGEMENT_PORT",
            "INVENTORY_FLOW_MANAGEMENT_PORT",
            "PAYMENT_PROVIDER_PORT",
            "KAFKA_PORT",
            "KAFKA_CONTROLLER_PORT",
            "POSTGRES_PORT",
            "TRACE_VIEWER_PORT",
            "OTLP_PORT");

    private FreePorts() {}

    /** Below the range from which the kernel takes ports for outgoing connections: a free port stays free until it is used. */
    static Map<String, String> asEnvironment() {
        Map<String, String> environment = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (String variable : VARIABLES) {
            environment.put(variable, Integer.toString(freePort(taken)));
        }
        return environment;
    }

    static int one() {
        return freePort(new HashSet<>());
    }

    private static int freePort(Set<Integer> taken) {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no free port between 20000 and 32000");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
