package org.kennwilliamson.roster.platform.database;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;

/** Sorts what the client throws into what the rest of Roster tells apart. */
final class FailureTranslator {

    /**
     * SQLSTATE classes that say "not now", from PostgreSQL's appendix A: connection, transaction rollback
     * (serialisation, deadlock), insufficient resources, operator intervention (shutdown, starting up, time limit),
     * system error, and an authorization that fails, because somebody is changing a password.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "28", "40", "53", "57", "58");

    /** A former primary that became a standby takes no writes. */
    private static final String READ_ONLY = "25006";

    private static final String DEADLOCK = "40P01";

    private static final String INTEGRITY_CLASS = "23";

    private FailureTranslator() {}

    /** Whether PostgreSQL ended this one so that another could go on; nothing of it happened. */
    static boolean isDeadlock(Throwable failure) {
        return failure instanceof PgException fault && DEADLOCK.equals(fault.getSqlState());
    }

    /** The failure as Roster knows it, or the very same one where it is a bug of ours. */
    static Throwable translate(Throwable failure) {
        if (failure instanceof PgException fault) {
            return translate(fault);
        }
        boolean lost = failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException
                || failure instanceof ConnectionPoolTooBusyException;
        return lost ? new DatabaseUnavailableException(failure.getMessage(), failure) : failure;
    }

    private static Throwable translate(PgException fault) {
        String state = String.valueOf(fault.getSqlState());
        String stateClass = state.substring(0, Math.min(2, state.length()));
        if (stateClass.equals(INTEGRITY_CLASS) && fault.getConstraint() != null) {
            return new ConstraintViolationException(fault.getConstraint(), fault);
        }
        if (TRANSIENT_CLASSES.contains(stateClass) || state.equals(READ_ONLY)) {
            return new DatabaseUnavailableException(fault.getErrorMessage(), fault);
        }
        return fault;
    }
}
