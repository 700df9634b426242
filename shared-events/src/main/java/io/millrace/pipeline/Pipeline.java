package io.millrace.pipeline;

/** A running pipeline. */
public interface Pipeline {}
