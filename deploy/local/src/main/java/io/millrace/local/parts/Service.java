package io.millrace.local.parts;

import io.millrace.local.process.CannotStart;
import io.millrace.local.process.Java;
import io.millrace.local.process.Launch;
import io.millrace.local.process.LogFile;
import io.millrace.local.process.OsProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the four Spring Boot services, run from its jar as it was unpacked for this build. */
public final class Service implements Part {

    /**
     * A chain of operators is inlined less deeply than Java does by itself: its compiler took a quarter to a third of a flow's processor time even after 80,000
     * orders, and code that is inlined so deeply was no faster. See deploy/benchmarks/HISTORY.md.
     */
    private static final String DEFAULT_OPTIONS =
            "-Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:MaxInlineLevel=9 -XX:InlineSmallCode=1500";

    /** To record a start costs as much as three starts: not worth it for a build that is started only once. */
    private static final String RECORD = "MILLRACE_RECORD";

    private final PartName name;
    private final int port;
    private final int managementPort;
    private final LogFile log;
    private final Map<String, String> environment;
    private final UnpackedJar jar;

    /** @param module the service's folder in the source tree */
    public Service(
            PartName name, Path module, int port, int managementPort, LogFile log, Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.managementPort = managementPort;
        this.log = log;
        this.environment = environment;
        Path executable = module.resolve("target").resolve(name + "-1.0.0-SNAPSHOT.jar");
        if (!Files.exists(executable)) {
            throw new CannotStart("there is no " + executable + ": `./mvnw package` makes it");
        }
        this.jar = new UnpackedJar(executable, log);
    }

    @Override
    public PartName name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Integer managementPort() {
        return managementPort;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Set<PartName> needs() {
        return EnumSet.of(PartName.KAFKA, PartName.POSTGRES);
    }

    @Override
    public void prepare(Progress progress) throws InterruptedException {
        jar.unpack(progress);
        if (!environment.getOrDefault(RECORD, "").equals("no")) {
            jar.train(DEFAULT_OPTIONS, environment, progress);
        }
    }

    @Override
    public Launch launch() {
        var command = new ArrayList<String>();
        command.add(Java.executable());
        command.addAll(options());
        command.addAll(jar.run());
        return new Launch(command, environment, jar.folder(), log);
    }

    @Override
    public boolean isHealthy(OsProcess process) {
        return Probe.httpOk("http://127.0.0.1:" + managementPort + "/actuator/health/startup");
    }

    private List<String> options() {
        String given = environment.get(name.name() + "_JAVA_OPTS");
        if (given != null) {
            return words(given);
        }
        var options = new ArrayList<>(words(DEFAULT_OPTIONS));
        options.addAll(Java.largePages());
        return options;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
