package io.millrace.gateway.query;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How flows are asked; what each value does is said in application.yaml.
 *
 * @param connections to one flow, at most, and with it questions under way
 * @param waitingQuestions questions to one flow that wait for a connection, at most; one more fails at once
 */
@ConfigurationProperties("millrace.gateway.query")
record QueryProperties(
        URI orderFlowUrl,
        URI inventoryFlowUrl,
        Duration timeLimit,
        Duration connectTimeout,
        int connections,
        int waitingQuestions,
        Duration idleLimit,
        Circuit circuit) {

    /**
     * When a flow counts as gone.
     *
     * @param window questions younger than this are judged; whole seconds
     * @param failureRate percent of them
     * @param minimumQuestions below this number nothing is judged
     * @param openFor how long nothing is asked then
     * @param trialQuestions questions that decide afterwards whether it is back
     */
    record Circuit(Duration window, float failureRate, int minimumQuestions, Duration openFor, int trialQuestions) {

        Circuit {
            atLeast("circuit.window", window, Duration.ofSeconds(1));
            check(failureRate > 0 && failureRate <= 100, "circuit.failure-rate is a percentage above 0");
            check(minimumQuestions >= 1, "circuit.minimum-questions must be 1 or more");
            atLeast("circuit.open-for", openFor, Duration.ofMillis(1));
            check(trialQuestions >= 1, "circuit.trial-questions must be 1 or more");
        }
    }

    QueryProperties {
        absolute("order-flow-url", orderFlowUrl);
        absolute("inventory-flow-url", inventoryFlowUrl);
        atLeast("time-limit", timeLimit, Duration.ofMillis(1));
        atLeast("connect-timeout", connectTimeout, Duration.ofMillis(1));
        check(connectTimeout.compareTo(timeLimit) <= 0, "connect-timeout must not exceed time-limit");
        check(connections >= 1, "connections must be 1 or more");
        check(waitingQuestions >= 1, "waiting-questions must be 1 or more");
        atLeast("idle-limit", idleLimit, Duration.ofMillis(1));
    }

    private static void absolute(String name, URI url) {
        check(
                url.getScheme() != null && url.getHost() != null,
                name + " must be absolute, such as http://127.0.0.1:8081");
    }

    private static void atLeast(String name, Duration value, Duration least) {
        check(value.compareTo(least) >= 0, name + " must be " + least.toMillis() + " ms or more");
    }

    private static void check(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException("millrace.gateway.query." + rule);
        }
    }
}
