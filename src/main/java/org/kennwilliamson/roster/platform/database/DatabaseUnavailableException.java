package org.kennwilliamson.roster.platform.database;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;

/** The database can't answer now; the same request may succeed in a moment. */
public final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the pool says of who waited for a connection, and got none. */
    private static final String NO_CONNECTION = "Timeout waiting for connection";

    /**
     * SQLSTATEs of a server that may have committed already: a lost connection, a shutdown or a crash, a system error, and
     * {@code statement_completion_unknown}. Whatever else PostgreSQL reports has been rolled back, or never began.
     */
    private static final Pattern UNCERTAIN = Pattern.compile("08...|57P0[12]|58...|40003");

    private static final String QUERY_CANCELED = "57014";

    private final boolean ofRead;

    DatabaseUnavailableException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private DatabaseUnavailableException(String message, Throwable cause, boolean ofRead) {
        super(message, cause);
        this.ofRead = ofRead;
    }

    /** The same failure, of a statement that changes nothing. */
    static DatabaseUnavailableException ofRead(Throwable failure) {
        return new DatabaseUnavailableException(failure.getMessage(), failure.getCause(), true);
    }

    /** Whether a statement was ended since it took as long as one may, be it by its work or by waiting for somebody. */
    public boolean tookTooLong() {
        return getCause() instanceof PgException fault && QUERY_CANCELED.equals(fault.getSqlState());
    }

    /** Whether the schema lacks something, or a right to it: no waiting mends that, only who migrates it. */
    public boolean isOfSchema() {
        return FailureTranslator.isOfSchema(getCause());
    }

    /** Whether it is certain that nothing was changed; otherwise a change may have been made or not. */
    public boolean changedNothing() {
        Throwable cause = getCause();
        if (ofRead) {
            return true;
        }
        if (cause instanceof PgException fault) {
            return fault.getSqlState() != null
                    && !UNCERTAIN.matcher(fault.getSqlState()).matches();
        }
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof ConnectionPoolTooBusyException
                || FailureTranslator.wasNeverSent(cause)
                || cause instanceof VertxException && NO_CONNECTION.equals(cause.getMessage());
    }
}
