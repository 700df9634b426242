package io.millrace.payment.provider;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the provider is called; what each value does is said in application.yaml.
 *
 * @param connections at most, and with it calls under way
 */
@ConfigurationProperties("payment.provider")
record ProviderProperties(
        URI url, Duration timeLimit, Duration connectTimeout, int connections, Duration idleLimit, Circuit circuit) {

    /**
     * When the provider counts as gone.
     *
     * @param window calls younger than this are judged
     * @param failureRate percent of them
     * @param minimumCalls below this number nothing is judged
     * @param openFor how long no call is made then
     * @param trialCalls calls that decide afterwards whether it is back
     */
    record Circuit(Duration window, float failureRate, int minimumCalls, Duration openFor, int trialCalls) {

        Circuit {
            atLeast("circuit.window", window, Duration.ofSeconds(1));
            check(failureRate > 0 && failureRate <= 100, "circuit.failure-rate is a percentage above 0");
            check(minimumCalls >= 1, "circuit.minimum-calls must be 1 or more");
            atLeast("circuit.open-for", openFor, Duration.ofMillis(1));
            check(trialCalls >= 1, "circuit.trial-calls must be 1 or more");
        }
    }

    ProviderProperties {
        check(url.getScheme() != null && url.getHost() != null, "url must be absolute, such as http://127.0.0.1:8090");
        atLeast("time-limit", timeLimit, Duration.ofMillis(1));
        atLeast("connect-timeout", connectTimeout, Duration.ofMillis(1));
        check(connectTimeout.compareTo(timeLimit) <= 0, "connect-timeout must not exceed time-limit");
        check(connections >= 1, "connections must be 1 or more");
        atLeast("idle-limit", idleLimit, Duration.ofMillis(1));
    }

    /** A call that waits for a connection does so within its time limit, and would take a busy flow for a slow provider. */
    void requireConnectionsFor(int callsAtATime) {
        check(
                connections >= callsAtATime,
                "connections must be " + callsAtATime + " or more, as many as events in work");
    }

    private static void atLeast(String name, Duration value, Duration least) {
        check(value.compareTo(least) >= 0, name + " must be " + least.toMillis() + " ms or more");
    }

    private static void check(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException("payment.provider." + rule);
        }
    }
}
