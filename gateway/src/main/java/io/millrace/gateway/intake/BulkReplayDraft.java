package io.millrace.gateway.intake;

/** Which dead letters are to be replayed, and how fast, as an operator says it; all of it known to be good. */
public record BulkReplayDraft(String topic, String group, int ratePerSecond) {}
