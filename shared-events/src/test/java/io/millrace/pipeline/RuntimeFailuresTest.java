package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.events.InvalidFact;
import io.millrace.events.wire.Undecodable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuntimeFailuresTest {

    private static final Failure BROKER = new Failure.Unavailable("kafka");

    private final RuntimeFailures sorter = new RuntimeFailures();

    @ParameterizedTest
    @MethodSource("table")
    void sortsByWhatToDoNext(Throwable error, @Nullable Failure expected) {
        assertThat(sorter.sort(error)).isEqualTo(expected);
    }

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(new Outage("psp", new IllegalStateException()), new Failure.Unavailable("psp")),
                Arguments.of(new PermanentFailure("no"), Failure.PERMANENT),
                Arguments.of(new InvalidFact("no"), Failure.PERMANENT),
                Arguments.of(new Undecodable("no"), Failure.PERMANENT),
                Arguments.of(new RecordTooLargeException("no"), Failure.PERMANENT),
                Arguments.of(new TimeoutException("late"), BROKER),
                Arguments.of(new DisconnectException("gone"), BROKER),
                Arguments.of(new NotLeaderOrFollowerException("moved"), BROKER),
                Arguments.of(new TopicAuthorizationException("an operator's affair"), BROKER),
                Arguments.of(new KafkaException("in an error state"), BROKER),
                Arguments.of(new QueueFull(1), BROKER),
                Arguments.of(new IllegalStateException("who knows"), null));
    }

    @Test
    void isAskedAfterOthersAndWhatNobodyKnowsIsTransient() {
        FailureSorter first = error -> error instanceof IllegalStateException ? Failure.PERMANENT : null;
        FailureSorter all = FailureSorter.firstOf(List.of(first, sorter));

        assertThat(all.sort(new IllegalStateException())).isEqualTo(Failure.PERMANENT);
        assertThat(all.sort(new QueueFull(1))).isEqualTo(BROKER);
        assertThat(all.sort(new ArithmeticException())).isEqualTo(Failure.TRANSIENT);
    }
}
