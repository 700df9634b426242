package io.millrace.local.parts;

import io.millrace.local.process.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL refuses to run as root. In a user namespace of its own a process of root's is nobody, and still owns root's files; the
 * namespace is entered by a program that replaces itself by the command, so the process id stays the command's.
 */
final class NotRoot {

    private static final List<String> IN_OWN_NAMESPACE = List.of("unshare", "--user");

    private NotRoot() {}

    /** What a command has to begin with: nothing, for an ordinary user. */
    static List<String> prefix() {
        if (!"0".equals(userId(List.of()))) {
            return List.of();
        }
        String inNamespace = userId(IN_OWN_NAMESPACE);
        if (inNamespace.isEmpty() || inNamespace.equals("0")) {
            throw new CannotStart("PostgreSQL does not run as root, and this machine does not let root be somebody else"
                    + " (`unshare --user` fails): run this as an ordinary user");
        }
        return IN_OWN_NAMESPACE;
    }

    private static String userId(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of("id", "-u"));
        var builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            String id = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor(5, TimeUnit.SECONDS) ? id.strip() : "";
        } catch (IOException e) {
            return ""; // there is no such program here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
