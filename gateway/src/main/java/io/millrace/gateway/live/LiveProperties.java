package io.millrace.gateway.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How orders are watched; what each value does is said in application.yaml.
 *
 * @param streams event streams at a time, of all kinds
 * @param patience for an order that nobody knows yet
 * @param secondLook after how long without news an order is looked at again
 * @param looksAtATime looks at orders that are under way, at most
 * @param boardPending orders that wait for one slow board, at most
 * @param recentLines lines of the recently accepted orders that are remembered, at most
 * @param recentFor how long they are remembered
 */
@ConfigurationProperties("millrace.gateway.live")
record LiveProperties(
        int streams,
        Duration heartbeat,
        Duration retry,
        Duration patience,
        Duration secondLook,
        int looksAtATime,
        int boardPending,
        int recentLines,
        Duration recentFor) {

    LiveProperties {
        check(streams >= 1, "streams must be 1 or more");
        atLeast("heartbeat", heartbeat, Duration.ofSeconds(1));
        atLeast("retry", retry, Duration.ofMillis(1));
        atLeast("patience", patience, Duration.ZERO);
        atLeast("second-look", secondLook, Duration.ofMillis(100));
        check(looksAtATime >= 1, "looks-at-a-time must be 1 or more");
        check(boardPending >= 1, "board-pending must be 1 or more");
        check(recentLines >= 0, "recent-lines must be 0 or more");
        atLeast("recent-for", recentFor, Duration.ZERO);
    }

    private static void atLeast(String name, Duration value, Duration least) {
        check(value.compareTo(least) >= 0, name + " must be " + least.toMillis() + " ms or more");
    }

    private static void check(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException("millrace.gateway.live." + rule);
        }
    }
}
