package io.millrace.gateway.deadletters;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much of the dead letters is kept in mind, and how fast they go back; what each value does is said in application.yaml.
 *
 * @param kept letters known to this instance, at most
 * @param replaysPerSecond of all bulk replays together, at most
 */
@ConfigurationProperties("millrace.gateway.dead-letters")
record DeadLettersProperties(int kept, int replaysPerSecond) {

    DeadLettersProperties {
        check(kept >= 1, "kept must be 1 or more");
        check(replaysPerSecond >= 1 && replaysPerSecond <= 1000, "replays-per-second must be from 1 to 1000");
    }

    private static void check(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException("millrace.gateway.dead-letters." + rule);
        }
    }
}
