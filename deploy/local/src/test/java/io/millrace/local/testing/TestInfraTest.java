package io.millrace.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.testing.TestPostgres.Coordinates;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestInfraTest {

    @Test
    void givesOneDatabaseToOneRoleAndNoneOfTheOthers() throws SQLException {
        Coordinates mine = TestInfra.postgres().createDatabase("mine");
        Coordinates yours = TestInfra.postgres().createDatabase("yours");

        try (Connection connection = connect(mine.jdbcUrl(), mine)) {
            connection.createStatement().execute("CREATE TABLE orders (id bigint PRIMARY KEY)");
            assertThatThrownBy(() -> connection.createStatement().execute("CREATE ROLE another"))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> connect(yours.jdbcUrl(), mine)).hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> connect(mine.jdbcUrl().replace("/mine", "/postgres"), mine))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void keepsWhatWasCommittedWhenPostgresIsKilled() throws SQLException {
        TestPostgres postgres = TestInfra.postgres();
        Coordinates kept = postgres.createDatabase("kept");
        try (Connection connection = connect(kept.jdbcUrl(), kept)) {
            connection.createStatement().execute("CREATE TABLE seen AS SELECT 42 AS answer");
        }

        postgres.kill();
        postgres.restart();

        try (Connection connection = connect(kept.jdbcUrl(), kept);
                var rows = connection.createStatement().executeQuery("SELECT answer FROM seen")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void bringsAKilledBrokerBackOnTheSamePort() {
        TestKafka kafka = TestInfra.kafka();
        int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
        assertThat(listens(port)).isTrue();

        kafka.kill();
        assertThat(listens(port)).isFalse();

        kafka.restart();
        assertThat(listens(port)).isTrue();
    }

    private static Connection connect(String url, Coordinates as) throws SQLException {
        return DriverManager.getConnection(url, as.user(), as.password());
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
