package io.millrace.pipeline.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Failure;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class R2dbcFailuresTest {

    private final R2dbcFailures sorter = new R2dbcFailures();

    @ParameterizedTest
    @CsvSource({
        "08000, GONE, connection exception",
        "08006, GONE, connection failure",
        "08P01, GONE, protocol violation",
        "53100, GONE, disk full",
        "53300, GONE, too many connections",
        "57P01, GONE, admin shutdown",
        "57P02, GONE, crash shutdown",
        "57P03, GONE, cannot connect now",
        "58030, GONE, io error",
        "25006, GONE, read only transaction",
        "28P01, GONE, invalid password",
        "28000, GONE, invalid authorization specification",
        "3D000, GONE, no such database",
        "57014, TRANSIENT, cancelled by statement_timeout",
        "22001, PERMANENT, value too long",
        "22003, PERMANENT, out of range",
        "22021, PERMANENT, a character the database does not have",
        "23502, PERMANENT, not null violation",
        "23505, PERMANENT, unique violation",
        "23514, PERMANENT, check violation",
        "40001, UNKNOWN, serialization failure",
        "40P01, UNKNOWN, deadlock",
        "55P03, UNKNOWN, lock not available",
        "42P01, UNKNOWN, undefined table",
        "25P02, UNKNOWN, aborted transaction",
        "XX000, UNKNOWN, internal error"
    })
    void sortsBySqlState(String sqlState, String expected, String meaning) {
        Failure failure = sorter.sort(new SqlError(meaning, sqlState));

        assertThat(failure)
                .as(meaning)
                .isEqualTo(
                        switch (expected) {
                            case "GONE" -> new Failure.Unavailable("postgres");
                            case "TRANSIENT" -> Failure.TRANSIENT;
                            case "PERMANENT" -> Failure.PERMANENT;
                            default -> null;
                        });
    }

    @Test
    void takesAConnectionThatWasNotToBeHadForAnOutage() {
        assertGone(new R2dbcTimeoutException("Connection acquisition timed out after 5000ms"));
        assertGone(new R2dbcNonTransientResourceException("Connection unexpectedly closed"));
        assertGone(new R2dbcTransientResourceException("Cannot connect", new IOException("refused")));
    }

    @Test
    void looksThroughWhateverAnErrorIsWrappedIn() {
        assertGone(new IllegalStateException("spring's", new RuntimeException(new SqlError("gone", "57P01"))));
    }

    @Test
    void leavesOtherErrorsToOthers() {
        assertThat(sorter.sort(new IllegalStateException("no database in it"))).isNull();
        assertThat(sorter.sort(new R2dbcBadGrammarException("no state"))).isNull();
        assertThat(sorter.sort(new SqlError("strange state", "1"))).isNull();
    }

    private void assertGone(Throwable error) {
        assertThat(sorter.sort(error)).isEqualTo(new Failure.Unavailable("postgres"));
    }

    private static final class SqlError extends R2dbcException {
        SqlError(String message, @Nullable String sqlState) {
            super(message, sqlState);
        }
    }
}
