package org.kennwilliamson.roster.backup;

import java.util.List;
import java.util.Optional;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.config.CopyUrl;
import org.kennwilliamson.roster.backup.copy.BackupCopies;
import org.kennwilliamson.roster.platform.config.Variables;

/** The copies of the backups in another place, for callers outside this package. */
public final class CopyInspection {

    private final BackupSettings settings;

    private CopyInspection(BackupSettings settings) {
        this.settings = settings;
    }

    /**
     * Of these settings.
     *
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if the value is invalid
     */
    public static CopyInspection of(Variables variables) {
        return new CopyInspection(BackupSettings.from(variables));
    }

    /** {@code BACKUP_COPY_URL}; empty if it isn't set. */
    public Optional<String> place() {
        return settings.copyUrl().map(CopyUrl::text);
    }

    /**
     * The copies there are.
     *
     * @param faults what looks like one and isn't, and the backups that have none
     */
    public record Copies(int count, List<String> faults) {}

    /** What is there, at this moment; throws if the place isn't set or can't be used. */
    public Copies copies() throws BackupException {
        BackupDirectory.Contents there = CopyReport.contents(settings);
        return new Copies(there.backups().size(), there.faults());
    }

    /** The rights that Roster's key to the place has and doesn't need; asked without changing anything. */
    public List<String> needlessRights() throws BackupException {
        return CopyReport.of(settings, BackupCopies::needlessRights);
    }
}
