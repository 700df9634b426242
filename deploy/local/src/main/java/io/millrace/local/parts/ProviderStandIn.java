package io.millrace.local.parts;

import io.millrace.local.process.Java;
import io.millrace.local.process.Launch;
import io.millrace.local.process.LogFile;
import io.millrace.local.process.OsProcess;
import io.millrace.local.provider.PaymentProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The payment provider stand-in. What it was told stays in its folder, for to Millrace it is somebody else's system. It remembers every
 * order for good, in some 150 bytes each: its heap has room for more than four million of them, and takes no memory before it needs it.
 */
public final class ProviderStandIn implements Part {

    private final Path folder;
    private final LogFile log;
    private final int port;
    private final Map<String, String> environment;

    public ProviderStandIn(Path folder, LogFile log, int port, Map<String, String> environment) {
        this.folder = folder;
        this.log = log;
        this.port = port;
        this.environment = environment;
    }

    @Override
    public PartName name() {
        return PartName.PAYMENT_PROVIDER;
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
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PaymentProvider.class.getName(),
                        Integer.toString(port),
                        folder.resolve("journal").toString()),
                environment,
                folder,
                log);
    }

    @Override
    public boolean isHealthy(OsProcess process) {
        return Probe.httpOk(url() + "/health");
    }
}
