package io.millrace.payment.store;

import io.millrace.local.testing.TestInfra;
import io.millrace.local.testing.TestPostgres.Coordinates;
import io.millrace.payment.decision.Payment;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** A real database with the flow's schema, one for all tests of this JVM: each has orders of its own. */
public final class PaymentDatabase {

    private static final PaymentDatabase DATABASE =
            new PaymentDatabase(TestInfra.postgres().createDatabase("payment_flow"));

    private final DatabaseClient client;
    private final PaymentTable table;

    private PaymentDatabase(Coordinates at) {
        Flyway.configure()
                .dataSource(at.jdbcUrl(), at.user(), at.password())
                .load()
                .migrate();
        var connections = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(at.host())
                .port(at.port())
                .database(at.database())
                .username(at.user())
                .password(at.password())
                .build());
        client = DatabaseClient.create(new ConnectionPool(
                ConnectionPoolConfiguration.builder(connections).maxSize(8).build()));
        table = new PaymentTable(client);
    }

    public static PaymentDatabase get() {
        return DATABASE;
    }

    PaymentTable table() {
        return table;
    }

    DatabaseClient client() {
        return client;
    }

    /** Payments in batches of one. */
    public Mono<Payment> record(Finding finding) {
        return table.merge(List.of(finding)).map(List::getFirst);
    }
}
