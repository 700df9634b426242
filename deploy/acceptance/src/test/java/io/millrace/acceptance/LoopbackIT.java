package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.acceptance.running.ListeningSockets;
import io.millrace.acceptance.running.Part;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A system started to be tried out is nobody's business but the one's who started it. */
@Acceptance
class LoopbackIT {

    @Test
    void listensOnTheLoopbackAddressAlone(Millrace millrace) throws IOException {
        assumeTrue(ListeningSockets.canBeSeen(), "sockets are listed in /proc/net on Linux alone");
        for (Part part : millrace.system().parts()) {
            List<String> addresses = ListeningSockets.of(part);
            assertThat(addresses)
                    .as("addresses that %s listens on", part.name())
                    .isNotEmpty()
                    .allMatch(ListeningSockets::isLoopback);
        }
    }

    @Test
    void namesAllItsParts(Millrace millrace) {
        assertThat(millrace.system().parts())
                .allMatch(Part::isAlive)
                .extracting(Part::name)
                .contains(
                        "gateway",
                        "order-flow",
                        "payment-flow",
                        "inventory-flow",
                        "kafka",
                        "postgres",
                        "payment-provider",
                        "trace-viewer");
    }
}
