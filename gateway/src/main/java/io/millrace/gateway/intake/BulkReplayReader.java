package io.millrace.gateway.intake;

import io.millrace.events.wire.Topic;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a bulk replay: {@code {"topic":"orders.created","group":"payment-flow","ratePerSecond":50}}, all of which must be said. */
public final class BulkReplayReader {

    private static final int MAX_GROUP = 249;
    private static final String TOPIC = "must be one of "
            + Arrays.stream(Topic.values()).map(Topic::baseName).collect(Collectors.joining(", "));
    private static final String GROUP = "must be a string of 1 to " + MAX_GROUP + " visible ASCII characters";

    private final int maxRate;
    private @Nullable String topic;
    private @Nullable String group;
    private int ratePerSecond;

    private BulkReplayReader(int maxRate) {
        this.maxRate = maxRate;
    }

    /** @param maxRate letters a second, at most */
    public static Reading<BulkReplayDraft> read(byte[] body, int maxRate) {
        return StrictJson.read(body, 0, body.length, in -> new BulkReplayReader(maxRate).draft(in));
    }

    private @Nullable BulkReplayDraft draft(StrictJson in) {
        Set<String> seen = new HashSet<>();
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            member(name, in);
            if (!seen.add(name)) {
                in.twice(name);
            }
        }
        for (String name : new String[] {"topic", "group", "ratePerSecond"}) {
            if (!seen.contains(name)) {
                in.wrong(name, "is missing");
            }
        }
        return topic == null || group == null ? null : new BulkReplayDraft(topic, group, ratePerSecond);
    }

    private void member(String name, StrictJson in) {
        switch (name) {
            case "topic" -> {
                topic = in.string();
                if (topic == null || !isTopic(topic)) {
                    in.wrong(name, TOPIC);
                }
            }
            case "group" -> {
                group = in.string();
                if (group == null || !isGroup(group)) {
                    in.wrong(name, GROUP);
                }
            }
            case "ratePerSecond" -> {
                if (in.wholeNumber(1, maxRate)) {
                    ratePerSecond = (int) in.number();
                } else {
                    in.wrong(name, "must be a whole number from 1 to " + maxRate);
                }
            }
            default -> in.unknown(name);
        }
    }

    private static boolean isTopic(String text) {
        return Arrays.stream(Topic.values()).anyMatch(known -> known.baseName().equals(text));
    }

    private static boolean isGroup(String text) {
        return !text.isEmpty() && text.length() <= MAX_GROUP && text.chars().allMatch(c -> c >= '!' && c <= '~');
    }
}
