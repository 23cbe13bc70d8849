package org.kennwilliamson.roster.platform.cli;

/** A command that fails. Its message is one line, which says what to do about it. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message shows no secret */
    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
