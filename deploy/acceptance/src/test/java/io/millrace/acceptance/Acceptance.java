package io.millrace.acceptance;

import io.millrace.acceptance.books.Audit;
import io.millrace.acceptance.running.RunningSystem;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of the running system: it is given a {@link Millrace}, and after each test the books must balance. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({RunningSystem.class, Audit.class})
@Timeout(180)
public @interface Acceptance {}
