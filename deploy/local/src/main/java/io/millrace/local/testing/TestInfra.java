package io.millrace.local.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A real broker and a real database for the tests of one JVM: started when first asked for, on free ports, and gone with the JVM. */
public final class TestInfra {

    private static @Nullable TestKafka kafka;
    private static @Nullable TestPostgres postgres;

    private TestInfra() {}

    /** One broker for all tests of this JVM. Topics are the tests' own business: none is made by itself. */
    public static synchronized TestKafka kafka() {
        if (kafka == null) {
            kafka = TestKafka.start();
        }
        return kafka;
    }

    /** One PostgreSQL for all tests of this JVM; each test class makes a database of its own in it. */
    public static synchronized TestPostgres postgres() {
        if (postgres == null) {
            postgres = TestPostgres.start();
        }
        return postgres;
    }

    /** The folder of this module in the source tree, where what costs time to make is kept from one test JVM to the next. */
    static Path module() {
        String root = System.getProperty("millrace.root");
        Path folder = Path.of(root == null ? "" : root).toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("deploy/local"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("set -Dmillrace.root to the top of the source tree");
            }
        }
        return folder.resolve("deploy/local");
    }
}
