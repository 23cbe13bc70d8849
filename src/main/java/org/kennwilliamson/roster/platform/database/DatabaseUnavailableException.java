package org.kennwilliamson.roster.platform.database;

/** The database can't answer now; the same request may succeed in a moment. */
public final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
