package io.millrace.local.testing;

import io.millrace.local.parts.Database;
import io.millrace.local.parts.PostgresServer;
import io.millrace.local.parts.PostgresServer.Durability;
import io.millrace.local.parts.Progress;
import io.millrace.local.process.Folders;
import io.millrace.local.process.FreePort;
import io.millrace.local.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL of its own. What is committed survives its end, though not the machine's. */
public final class TestPostgres extends TestProcess {

    private static final String SUPERUSER_PASSWORD = "postgres";

    private final PostgresServer server;
    private final int port;

    private TestPostgres(PostgresServer server, Path folder) {
        super(server, folder);
        this.server = server;
        this.port = server.port();
    }

    /** How to reach a database, and as whom. */
    public record Coordinates(String host, int port, String database, String user, String password) {

        public String jdbcUrl() {
            return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
        }

        public String r2dbcUrl() {
            return "r2dbc:postgresql://%s:%d/%s".formatted(host, port, database);
        }
    }

    static TestPostgres start() {
        Path folder = Temporary.folder("millrace-postgres");
        Path data = folder.resolve("data");
        try {
            Folders.copy(template(), data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the empty database cluster to " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL was prepared", e);
        }
        var postgres = new TestPostgres(server(data, FreePort.any()), folder);
        postgres.restart();
        return postgres;
    }

    /** An empty database and a role of the same name that owns it, as a flow has them in production. There already: left as it is. */
    public Coordinates createDatabase(String name) {
        server.create(new Database(name, name.replace("_", "")));
        return new Coordinates("127.0.0.1", port, name, name, name.replace("_", ""));
    }

    /** As the superuser, who may look into every database. */
    public Coordinates superuser(String database) {
        return new Coordinates("127.0.0.1", port, database, "postgres", SUPERUSER_PASSWORD);
    }

    /** To copy an empty cluster takes a tenth of the time to make one. */
    private static Path template() throws InterruptedException {
        Path template = TestInfra.module().resolve("target/postgresql-template");
        server(template, 0).prepare(Progress.NONE);
        return template;
    }

    private static PostgresServer server(Path data, int port) {
        return new PostgresServer(
                TestInfra.module().resolve("target/postgresql"),
                data,
                new LogFile(data.resolveSibling("postgres.log")),
                port,
                Durability.PROCESS,
                SUPERUSER_PASSWORD,
                List.of(),
                System.getenv());
    }
}
