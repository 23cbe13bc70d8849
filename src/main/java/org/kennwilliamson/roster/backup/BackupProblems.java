package org.kennwilliamson.roster.backup;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/** The problems of backups that can't be created or read. */
final class BackupProblems {

    private BackupProblems() {}

    static ProblemException of(Throwable failure) {
        boolean busy = failure instanceof BackupException refused && refused.reason() == FailureReason.BUSY;
        return ProblemException.of(
                busy ? ProblemType.BACKUP_RUNNING : ProblemType.BACKUP_IMPOSSIBLE, failure.getMessage() + ".");
    }
}
