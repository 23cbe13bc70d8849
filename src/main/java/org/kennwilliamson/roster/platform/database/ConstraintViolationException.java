package org.kennwilliamson.roster.platform.database;

/** A statement broke a rule that the database keeps. Features know what their own constraints mean to a client. */
public final class ConstraintViolationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String constraint;

    ConstraintViolationException(String constraint, Throwable cause) {
        super("constraint " + constraint + " is broken", cause);
        this.constraint = constraint;
    }

    /** The constraint's name in the schema. */
    public String constraint() {
        return constraint;
    }
}
