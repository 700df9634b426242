package io.millrace.acceptance.running;

import io.millrace.acceptance.Millrace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a running {@link Millrace}: one for all of them, started before the first and stopped after the last.
 * {@code -Dmillrace.system=/path/to/system.json} uses one that runs already, and leaves it running;
 * tests that kill parts kill them there.
 */
public final class RunningSystem implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

    /**
     * Kept with the outermost context, which closes it when the last test is done. A failure is kept too: the other test
     * classes fail at once instead of trying again for minutes.
     */
    private record Once(
            @Nullable Deployment deployment,
            @Nullable Millrace millrace,
            @Nullable RuntimeException failure) implements AutoCloseable {

        static Once start() {
            try {
                String given = System.getProperty("millrace.system");
                if (given != null) {
                    return new Once(null, new Millrace(Path.of(given)), null);
                }
                Deployment deployment = Deployment.fresh("run");
                return new Once(deployment, new Millrace(deployment.systemFile()), null);
            } catch (RuntimeException e) {
                return new Once(null, null, e);
            }
        }

        Millrace running() {
            if (millrace == null) {
                throw new IllegalStateException("the system under test did not start", failure);
            }
            return millrace;
        }

        @Override
        public void close() {
            if (millrace != null) {
                millrace.close();
            }
            if (deployment != null) {
                deployment.close();
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        millrace(context);
    }

    /** A test that fails because a part died should say so by itself. */
    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            millrace(context).system().parts().stream()
                    .filter(part -> !part.isAlive())
                    .forEach(part -> System.out.printf(
                            "%s (pid %d) is dead; its log ends:%n%s%n", part.name(), part.pid(), part.lastLines(30)));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Millrace.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return millrace(context);
    }

    public static Millrace millrace(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RunningSystem.class))
                .computeIfAbsent("once", key -> Once.start(), Once.class)
                .running();
    }
}
