package io.millrace.pipeline.sql;

import io.millrace.pipeline.Failure;
import io.millrace.pipeline.FailureSorter;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.jspecify.annotations.Nullable;

/** Sorts errors of PostgreSQL over R2DBC by their SQLSTATE class, whatever they are wrapped in. */
public final class R2dbcFailures implements FailureSorter {

    private static final Failure DATABASE_GONE = new Failure.Unavailable("postgres");

    @Override
    public @Nullable Failure sort(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            Failure known = sortOne(cause);
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    private static @Nullable Failure sortOne(Throwable error) {
        if (!(error instanceof R2dbcException sql)) {
            return null;
        }
        String sqlState = sql.getSqlState();
        if (sqlState != null && sqlState.length() == 5) {
            return bySqlState(sqlState);
        }
        boolean gone = sql instanceof R2dbcNonTransientResourceException
                || sql instanceof R2dbcTransientResourceException
                // The pool had no connection to give in time.
                || sql instanceof R2dbcTimeoutException;
        return gone ? DATABASE_GONE : null;
    }

    /** Classes as in PostgreSQL's appendix "Error Codes". */
    private static @Nullable Failure bySqlState(String sqlState) {
        return switch (sqlState.substring(0, 2)) {
            // connection exception, insufficient resources, system error
            case "08", "53", "58" -> DATABASE_GONE;
            // the password or the database is not (yet, or any more) what it was: nobody gets in, whatever the record
            case "28", "3D" -> DATABASE_GONE;
            // operator intervention: shutdown, crash, starting up
            case "57" ->
                sqlState.equals("57014") ? Failure.TRANSIENT : DATABASE_GONE; // 57014: cancelled by statement_timeout
            // A read-only database is one that failed over, and this connection did not.
            case "25" -> sqlState.equals("25006") ? DATABASE_GONE : null;
            // data exception, integrity constraint violation: the same values will not do the next time
            case "22", "23" -> Failure.PERMANENT;
            default -> null;
        };
    }
}
