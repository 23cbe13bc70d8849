package org.kennwilliamson.roster.doctor;

import org.kennwilliamson.roster.backup.BackupInspection;

/** How grave it is that there can't be backups: where nothing is scheduled, somebody else may see to them. */
final class Trouble {

    private Trouble() {}

    static Answer answer(BackupInspection backups, String message, String remedy) {
        return backups.isScheduled() ? Answer.fail(message, remedy) : Answer.warn(message, remedy);
    }
}
