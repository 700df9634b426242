package io.millrace.local;

import io.millrace.local.process.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What {@code deploy/up} and {@code deploy/down} run. */
public final class Main {

    private Main() {}

    public static void main(String... words) throws IOException {
        Path root = Path.of(System.getProperty("millrace.root", ""))
                .toAbsolutePath()
                .normalize();
        Map<String, String> environment = System.getenv();
        var console = new Console(System.out, Boolean.getBoolean("millrace.terminal"));
        try {
            var site = new Site(root, RunDirectory.of(environment, root).make(), environment);
            switch (Arguments.of(words)) {
                case Arguments.Help help -> console.say(Arguments.USAGE);
                case Arguments.Up up -> new Up(site, console).run(up);
                case Arguments.Only only -> new Only(site, console).run(only.part());
                case Arguments.Down down -> down(site, console);
            }
        } catch (InterruptedException e) {
            // Ctrl-C while parts were starting: they are being stopped by now.
            Thread.currentThread().interrupt();
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void down(Site site, Console console) {
        if (!new Stopper(site.system(), console).stop()) {
            console.say("Nothing runs in " + site.directory().path() + ".");
        }
    }
}
