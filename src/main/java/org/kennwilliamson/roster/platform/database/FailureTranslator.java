package org.kennwilliamson.roster.platform.database;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;

/** Sorts what the client throws into what the rest of Roster tells apart. */
final class FailureTranslator {

    /**
     * SQLSTATE classes that say "not now", from PostgreSQL's appendix A: connection, transaction rollback
     * (serialisation, deadlock), insufficient resources, operator intervention (shutdown, starting up, time limit),
     * system error, and an authorization that fails, because somebody is changing a password.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "28", "40", "53", "57", "58");

    /** A former primary that became a standby, or a session that was told to read only, takes no writes. */
    private static final String READ_ONLY = "25006";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DEADLOCK = "40P01";

    /** A statement that isn't prepared any more, or is already: a pooler gave the client another connection. */
    private static final Set<String> OTHER_SESSION = Set.of("26000", "42P05");

    /**
     * A table, column or function that isn't there, or may not be used: each statement fits the schema that this program
     * needs (a test prepares them all), so that this one's is an older one, as after a revert, or its migration hasn't
     * granted all rights yet.
     */
    private static final Set<String> OTHER_SCHEMA = Set.of("42P01", "42703", "42883", "42501");

    private static final String NOT_SUPPORTED = "0A000";

    /** PostgreSQL's function that finds a plan's result changed; its message may be in any language. */
    private static final String STALE_PLAN = "RevalidateCachedQuery";

    /** What Vert.x says to who opens a connection of a client that was closed. */
    private static final String CLOSED_CLIENT = "Client is closed";

    private static final String INTEGRITY_CLASS = "23";

    private FailureTranslator() {}

    /** Whether PostgreSQL ended this transaction so that another could go on; it was rolled back. */
    static boolean isDeadlock(Throwable failure) {
        return DEADLOCK.equals(state(failure));
    }

    /** Whether a lock that somebody holds was waited for in vain; the connection is a good one. */
    static boolean isLocked(Throwable failure) {
        return LOCK_NOT_AVAILABLE.equals(state(failure));
    }

    /** Whether a table was altered since the statement was prepared; nothing of it happened. */
    static boolean isStalePlan(Throwable failure) {
        return failure instanceof PgException fault
                && NOT_SUPPORTED.equals(fault.getSqlState())
                && STALE_PLAN.equals(fault.getRoutine());
    }

    /** Whether the schema isn't, or not yet, the one that the statement is for; nothing of it happened. */
    static boolean isOfSchema(Throwable failure) {
        return OTHER_SCHEMA.contains(state(failure));
    }

    /** Whether a new connection may do what this one can't; nothing of it happened. */
    static boolean isOfConnection(Throwable failure) {
        String state = state(failure);
        return READ_ONLY.equals(state) || OTHER_SESSION.contains(state);
    }

    /** Whether nothing of it happened and it may succeed at once. */
    static boolean isRepeatable(Throwable failure) {
        return isDeadlock(failure)
                || isStalePlan(failure)
                || isOfConnection(failure)
                // Another client has taken the place of one that was closed meanwhile.
                || wasNeverSent(failure) && !"Timeout".equals(failure.getMessage());
    }

    /** The failure as Roster knows it, or the very same one if it is a bug of ours. */
    static Throwable translate(Throwable failure) {
        if (failure instanceof PgException fault) {
            return translate(fault);
        }
        boolean lost = failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException
                || failure instanceof ConnectionPoolTooBusyException
                || wasNeverSent(failure);
        return lost ? new DatabaseUnavailableException(failure.getMessage(), failure) : failure;
    }

    private static Throwable translate(PgException fault) {
        String state = state(fault);
        String stateClass = state.substring(0, Math.min(2, state.length()));
        if (stateClass.equals(INTEGRITY_CLASS) && fault.getConstraint() != null) {
            return new ConstraintViolationException(fault.getConstraint(), fault);
        }
        boolean refused = isOfConnection(fault) || isLocked(fault) || isStalePlan(fault) || isOfSchema(fault);
        return refused || TRANSIENT_CLASSES.contains(stateClass)
                ? new DatabaseUnavailableException(fault.getErrorMessage(), fault)
                : fault;
    }

    /** The pool's own failures, before a statement is on its way; it may have been closed while it opened a connection. */
    static boolean wasNeverSent(Throwable failure) {
        return failure instanceof NoStackTraceThrowable
                || failure instanceof IllegalStateException && CLOSED_CLIENT.equals(failure.getMessage());
    }

    private static String state(Throwable failure) {
        return failure instanceof PgException fault ? String.valueOf(fault.getSqlState()) : "";
    }
}
