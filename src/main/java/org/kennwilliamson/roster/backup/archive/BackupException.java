package org.kennwilliamson.roster.backup.archive;

/** A backup, a verification or a restore that failed. Its message is for the operator, in one line. */
public class BackupException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    /** @param message what happened and what to do about it; shows no secret */
    public BackupException(FailureReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public BackupException(FailureReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public FailureReason reason() {
        return reason;
    }
}
