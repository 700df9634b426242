package io.millrace.local.parts;

import io.millrace.local.process.CannotStart;
import io.millrace.local.process.Folders;
import io.millrace.local.process.Launch;
import io.millrace.local.process.LogFile;
import io.millrace.local.process.OsProcess;
import io.millrace.local.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL of its own on 127.0.0.1. Its process is the postmaster; what it stores stays in its folder. */
public final class PostgresServer implements Part {

    private static final String SUPERUSER = "postgres";
    private static final int STATUS_LINE = 7;
    private static final Duration PREDECESSOR_MAY_TAKE = Duration.ofSeconds(30);

    /** What a commit survives. */
    public enum Durability {
        MACHINE,
        PROCESS
    }

    private final Path binaries;
    private final Path data;
    private final LogFile log;
    private final int port;
    private final Durability durability;
    private final String password;
    private final List<Database> databases;
    private final Map<String, String> environment;

    /**
     * @param binaries where PostgreSQL is unpacked, or will be
     * @param data its data folder
     * @param password the superuser's
     * @param databases those that are there once it is complete
     */
    public PostgresServer(
            Path binaries,
            Path data,
            LogFile log,
            int port,
            Durability durability,
            String password,
            List<Database> databases,
            Map<String, String> environment) {
        this.binaries = binaries;
        this.data = data;
        this.log = log;
        this.port = port;
        this.durability = durability;
        this.password = password;
        this.databases = List.copyOf(databases);
        this.environment = environment;
    }

    @Override
    public PartName name() {
        return PartName.POSTGRES;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/";
    }

    @Override
    public void prepare(Progress progress) throws InterruptedException {
        if (!Files.exists(binaries)) {
            progress.doing("unpacking");
        }
        PostgresBinaries.in(binaries);
        if (!Files.exists(data)) {
            progress.doing("making an empty cluster for");
            Folders.once(data, this::initialize);
        } else {
            progress.doing("waiting for the end of the last");
            awaitEndOfPredecessor();
        }
    }

    /**
     * When a postmaster is killed, its children still end their work, and nobody but its parent can take its process id out of use: a new one
     * that finds either of them refuses to start. All of PostgreSQL's processes work in the data folder.
     */
    private void awaitEndOfPredecessor() throws InterruptedException {
        Instant deadline = Instant.now().plus(PREDECESSOR_MAY_TAKE);
        try {
            while (OsProcess.anyIn(data)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new CannotStart("processes of another PostgreSQL still run in " + data);
                }
                Thread.sleep(50);
            }
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + data, e);
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    @Override
    public Launch launch() {
        return command("postgres", settings(), log);
    }

    /** The postmaster writes its state into its pid file; connections before that are refused. */
    @Override
    public boolean isHealthy(OsProcess process) {
        try (Stream<String> file = Files.lines(pidFile())) {
            List<String> lines = file.toList();
            return lines.size() > STATUS_LINE
                    && lines.getFirst().equals(Long.toString(process.pid()))
                    && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false; // not written yet
        }
    }

    @Override
    public void complete() {
        databases.forEach(this::create);
    }

    /** One more database. */
    public void create(Database database) {
        try (Connection connection = DriverManager.getConnection(url() + SUPERUSER, SUPERUSER, password)) {
            database.createIn(connection);
        } catch (SQLException e) {
            throw new CannotStart(
                    "cannot make the database " + database.name() + " in " + data + ": " + e.getMessage()
                            + " (`--fresh` starts anew)",
                    e);
        }
    }

    private void initialize(Path folder) throws IOException, InterruptedException {
        Path passwordFile = Files.createTempFile(folder.getParent(), "postgres", ".password");
        try {
            Files.writeString(passwordFile, password);
            Tool.run(
                    command(
                            "initdb",
                            List.of(
                                    "--pgdata=" + folder,
                                    "--username=" + SUPERUSER,
                                    "--pwfile=" + passwordFile,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale-provider=builtin",
                                    "--locale=C.UTF-8",
                                    "--no-sync"),
                            new LogFile(log.file().resolveSibling("postgres-initdb.log"))),
                    Duration.ofSeconds(120));
        } finally {
            Files.delete(passwordFile);
        }
    }

    private List<String> settings() {
        var settings = new ArrayList<String>();
        settings.addAll(List.of("-D", data.toString()));
        Stream.of(
                        "listen_addresses=127.0.0.1",
                        "port=" + port,
                        "unix_socket_directories=",
                        "max_connections=100",
                        "shared_buffers=128MB",
                        "max_wal_size=2GB",
                        "wal_compression=on",
                        "jit=off",
                        "timezone=UTC",
                        "log_timezone=UTC",
                        "log_line_prefix=%m [%p] %q%u@%d ")
                .forEach(setting -> settings.addAll(List.of("-c", setting)));
        if (durability == Durability.PROCESS) {
            Stream.of("fsync=off", "full_page_writes=off").forEach(setting -> settings.addAll(List.of("-c", setting)));
        }
        return settings;
    }

    private Launch command(String program, List<String> arguments, LogFile output) {
        var command = new ArrayList<>(NotRoot.prefix());
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return new Launch(command, environment, binaries, output);
    }
}
