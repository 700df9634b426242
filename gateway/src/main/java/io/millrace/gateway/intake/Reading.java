package io.millrace.gateway.intake;

import java.util.List;

/** What came of reading a body: the value, or everything that is wrong with it at once. */
public sealed interface Reading<T> {

    record Read<T>(T value) implements Reading<T> {}

    record Refused<T>(List<FieldError> errors) implements Reading<T> {}
}
