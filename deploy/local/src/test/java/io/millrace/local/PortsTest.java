package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.process.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortsTest {

    private ServerSocket somebodyElse;

    @BeforeEach
    void listenSomewhere() throws IOException {
        somebodyElse = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stopListening() throws IOException {
        somebodyElse.close();
    }

    @Test
    void areWhereTheContractSaysUnlessMoved() {
        Ports ports = Ports.of(Map.of("ORDER_FLOW_PORT", "9081", "KAFKA_PORT", " "));

        assertThat(ports.of(Port.GATEWAY)).isEqualTo(8080);
        assertThat(ports.of(Port.ORDER_FLOW)).isEqualTo(9081);
        assertThat(ports.of(Port.KAFKA)).isEqualTo(9092);
    }

    @Test
    void nameATakenOneAndTheVariableThatMovesIt() {
        Ports ports = Ports.of(Map.of("GATEWAY_PORT", taken()));

        assertThatThrownBy(() -> ports.check(EnumSet.of(Port.GATEWAY)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(taken())
                .hasMessageContaining("GATEWAY_PORT");
    }

    @Test
    void areOnlyCheckedWhereSomethingIsToListen() {
        Ports ports = Ports.of(Map.of("GATEWAY_PORT", taken()));

        assertThatCode(() -> ports.check(EnumSet.noneOf(Port.class))).doesNotThrowAnyException();
    }

    @Test
    void nameBothVariablesThatWantTheSameOne() {
        Ports ports = Ports.of(Map.of("GATEWAY_PORT", "8081"));

        assertThatThrownBy(() -> ports.check(EnumSet.of(Port.GATEWAY, Port.ORDER_FLOW)))
                .hasMessageContaining("GATEWAY_PORT and ORDER_FLOW_PORT");
    }

    @Test
    void movePostgresToTheNextFreeOne() {
        Ports ports = Ports.of(Map.of()).with(Port.POSTGRES, somebodyElse.getLocalPort());

        assertThat(ports.movingPostgres(Map.of()).of(Port.POSTGRES)).isGreaterThan(somebodyElse.getLocalPort());
    }

    @Test
    void leavePostgresWhereSomebodyPutIt() {
        Map<String, String> environment = Map.of("POSTGRES_PORT", taken());

        assertThat(Ports.of(environment).movingPostgres(environment).of(Port.POSTGRES))
                .isEqualTo(somebodyElse.getLocalPort());
    }

    @Test
    void refuseWhatIsNoPort() {
        assertThatThrownBy(() -> Ports.of(Map.of("KAFKA_PORT", "70000"))).hasMessageContaining("KAFKA_PORT=70000");
        assertThatThrownBy(() -> Ports.of(Map.of("KAFKA_PORT", "kafka"))).hasMessageContaining("KAFKA_PORT=kafka");
    }

    private String taken() {
        return Integer.toString(somebodyElse.getLocalPort());
    }
}
