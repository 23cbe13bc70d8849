package org.kennwilliamson.roster.restore;

import java.util.Map;
import java.util.Optional;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.JdbcAuditWriter;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/** Records in a restored database's own audit trail where it came from. */
final class RestoreAudit {

    private final DatabaseServer server;

    RestoreAudit(DatabaseServer server) {
        this.server = server;
    }

    /** Returns what failed, if anything: the restore is done all the same. */
    Optional<String> restored(RestoreResult restored) {
        return write(
                restored.database(),
                "database.restored",
                Map.of(
                        "file", restored.file(),
                        "sha256", restored.sha256(),
                        "rows", restored.rows(),
                        "compared", restored.compared()));
    }

    /** As {@link #restored}. */
    Optional<String> swapped(DatabaseSwap.Done swap) {
        return write(
                swap.database(),
                "database.swapped",
                swap.aside() == null ? Map.of("was", swap.was()) : Map.of("was", swap.was(), "aside", swap.aside()));
    }

    private Optional<String> write(String database, String action, Map<String, Object> after) {
        try {
            return server.within(database, "The audit event " + action + " could not be written", connection -> {
                if (Jdbc.texts(connection, "select to_regclass('public.audit_events')::text")
                                .get(0)
                        != null) {
                    JdbcAuditWriter.write(
                            connection, AuditContext.OPERATOR, action, "database:" + database, null, after);
                }
                return Optional.empty();
            });
        } catch (BackupException e) {
            return Optional.of(e.getMessage());
        }
    }
}
