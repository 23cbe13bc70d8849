package org.kennwilliamson.roster.migration;

import org.kennwilliamson.roster.backup.archive.BackupException;

/** A migration that had to have a backup before it, and got none: nothing was migrated. */
public final class NoBackupException extends Exception {

    private static final long serialVersionUID = 1L;

    NoBackupException(BackupException cause) {
        super(
                "Nothing was migrated, since there is no backup before it (MIGRATION_BACKUP=off does without): "
                        + cause.getMessage(),
                cause);
    }
}
