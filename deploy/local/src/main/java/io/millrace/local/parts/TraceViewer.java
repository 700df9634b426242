package io.millrace.local.parts;

import io.millrace.local.process.CannotStart;
import io.millrace.local.process.Java;
import io.millrace.local.process.Launch;
import io.millrace.local.process.LogFile;
import io.millrace.local.process.OsProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The trace viewer. It keeps nothing on disk: traces of the run before are not worth a start that reads them. */
public final class TraceViewer implements Part {

    private static final String MAIN = "io.millrace.traces.TraceViewer";

    private final Path build;
    private final Path folder;
    private final LogFile log;
    private final int port;
    private final int otlpPort;
    private final Map<String, String> environment;

    /** @param build the module's target folder, with its classes and the jars that they need */
    public TraceViewer(Path build, Path folder, LogFile log, int port, int otlpPort, Map<String, String> environment) {
        this.build = build;
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.otlpPort = otlpPort;
        this.environment = environment;
    }

    @Override
    public PartName name() {
        return PartName.TRACE_VIEWER;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void prepare(Progress progress) {
        if (!Files.exists(build.resolve("lib"))) {
            throw new CannotStart("no trace viewer in " + build + ": `./mvnw package` makes it");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        Java.executable(),
                        "-Xmx96m",
                        "-XX:MaxDirectMemorySize=32m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        build.resolve("classes") + File.pathSeparator + build.resolve("lib") + "/*",
                        MAIN,
                        Integer.toString(otlpPort),
                        Integer.toString(port)),
                environment,
                folder,
                log);
    }

    @Override
    public boolean isHealthy(OsProcess process) {
        return Probe.httpOk(url() + "/health");
    }
}
