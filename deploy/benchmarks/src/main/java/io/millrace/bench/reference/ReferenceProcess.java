package io.millrace.bench.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A reference in a process of its own, under the same JVM options as the service that it stands beside. */
public final class ReferenceProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private ReferenceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Returns when it listens.
     *
     * @param gateway the process whose options it is given
     */
    public static ReferenceProcess bareEndpoint(long gateway) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(gateway));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BareEndpoint.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-of-reference"));
        BufferedReader output = process.inputReader();
        String port = output.readLine();
        if (port == null) {
            throw new IllegalStateException("the bare endpoint ended as it started");
        }
        return new ReferenceProcess(process, Integer.parseInt(port));
    }

    /** All but the recorded start, which fits no other program. */
    private static List<String> options(long pid) throws IOException {
        String commandLine = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
        return Stream.of(commandLine.split("\0"))
                .filter(word -> word.startsWith("-X"))
                .filter(word -> !word.startsWith("-XX:AOT") && !word.startsWith("-Xlog:aot"))
                .toList();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
