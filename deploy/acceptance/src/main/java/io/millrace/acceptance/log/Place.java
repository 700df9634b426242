package io.millrace.acceptance.log;

/** Where a record stands in the log. */
public record Place(String topic, int partition, long offset) {}
