package io.millrace.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a command was given.
 *
 * @param root the top of the source tree
 * @param environment the variables it was given with
 */
record Site(Path root, RunDirectory directory, Map<String, String> environment) {

    SystemFile system() {
        return new SystemFile(directory);
    }

    Blueprint blueprint(Ports ports) {
        return new Blueprint(root, directory, environment, ports);
    }

    /** For a part that is started again later, from a terminal that does not know them. */
    void rememberEnvironment() {
        remembered().write(new TreeMap<>(environment));
    }

    /** The variables of the system's start, and those of now where they differ. */
    Site asItWasStarted() {
        var merged = new HashMap<>(remembered().read());
        merged.putAll(environment);
        return new Site(root, directory, merged);
    }

    private Remembered remembered() {
        return new Remembered(directory.file("environment.json"));
    }
}
