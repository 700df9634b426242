package io.millrace.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All that one process is started with. The environment is complete: nothing is added to it. */
public record Launch(List<String> command, Map<String, String> environment, Path directory, LogFile log) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
