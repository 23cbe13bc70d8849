package org.kennwilliamson.roster.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.JdbcAuditWriter;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.postgres.PostgresConnections;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Records what happens to backups as audit events. An event that can't be written stops no backup. */
final class BackupAudit {

    static final String REFUTED = "backup.refuted";
    static final String READ_BACK = "backup.read-back";

    private final BackupSettings settings;
    private final AuditContext trail;
    private final Consumer<String> complaints;

    /**
     * @param trail the actor
     * @param complaints gets one line if an event can't be written
     */
    BackupAudit(BackupSettings settings, AuditContext trail, Consumer<String> complaints) {
        this.settings = settings;
        this.trail = trail;
        this.complaints = complaints;
    }

    void made(Manifest backup) {
        write("backup.made", backup.id(), null, described(backup));
    }

    /** It was verified: it is what was dumped, or it isn't. */
    void verification(Manifest backup) {
        Map<String, Object> found = described(backup);
        found.put("method", backup.verification().method());
        if (backup.hasFailedVerification()) {
            found.put("reason", backup.verification().reason());
        }
        write(backup.hasFailedVerification() ? REFUTED : "backup.verified", backup.id(), null, found);
    }

    /** It was verified again, and its state is unchanged. */
    void unchanged(Manifest backup) {
        write(READ_BACK, backup.id(), null, described(backup));
    }

    /** Its copy in another place was read back there. */
    void copied(Manifest backup) {
        write("backup.copied", backup.id(), null, copy(backup));
    }

    void copyFailed(Manifest backup) {
        Map<String, Object> failed = copy(backup);
        failed.put("reason", backup.copy().reason());
        write("backup.copy-failed", backup.id(), null, failed);
    }

    /** The copy that was read back isn't there any more, or somebody has written it since. */
    void copyLost(Manifest backup) {
        write("backup.copy-lost", backup.id(), copy(backup), null);
    }

    void removed(Manifest backup) {
        write("backup.removed", backup.id(), described(backup), null);
    }

    void failed(UUID run, BackupException failure) {
        write(
                "backup.failed",
                run.toString(),
                null,
                Map.of("reason", failure.reason().text(), "message", failure.getMessage()));
    }

    private void write(String action, String backup, Map<String, Object> before, Map<String, Object> after) {
        if (settings.service().isEmpty()) {
            complaints.accept("No audit event was written: DATABASE_URL is not set");
            return;
        }
        try (Connection connection = PostgresConnections.open(
                settings.service().get().withDatabase(settings.database().database()))) {
            JdbcAuditWriter.write(connection, trail, action, "backup:" + backup, before, after);
        } catch (SQLException | BackupException e) {
            complaints.accept("The audit event " + action + " could not be written: " + OneLine.of(e));
        }
    }

    private static Map<String, Object> copy(Manifest backup) {
        Map<String, Object> copy = described(backup);
        copy.put("url", backup.copy().url());
        return copy;
    }

    static Map<String, Object> described(Manifest backup) {
        return new TreeMap<>(Map.of("file", backup.file(), "bytes", backup.size(), "sha256", backup.sha256()));
    }
}
