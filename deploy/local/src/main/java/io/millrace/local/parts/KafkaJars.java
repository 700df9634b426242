package io.millrace.local.parts;

import io.millrace.local.process.CannotStart;
import io.millrace.local.process.Java;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder with the jars of a broker, and how a JVM is started on them. */
record KafkaJars(Path folder) {

    List<String> command(List<String> flags, String mainClass, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Java.executable());
        command.addAll(flags);
        command.addAll(List.of(
                "-XX:+UseSerialGC", // the least work for two cores that everyone shares
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:aot*=error", // what does not fit is compiled as ever
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.BrokerServer=info",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                classPath(),
                mainClass));
        command.addAll(arguments);
        return command;
    }

    /** Always in the same order, or what was recorded of one start would not fit the next. */
    private String classPath() {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new CannotStart("no Kafka broker in " + folder + ": `./mvnw package` gathers it there", e);
        }
    }
}
