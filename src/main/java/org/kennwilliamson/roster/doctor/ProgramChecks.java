package org.kennwilliamson.roster.doctor;

import java.sql.SQLException;
import java.util.List;

import org.kennwilliamson.roster.backup.BackupInspection;
import org.kennwilliamson.roster.backup.BackupInspection.Tool;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;

/** Whether PostgreSQL's programs are there, and new enough for the server and for each other. */
final class ProgramChecks {

    private final ProbeConnections connections;
    private final Variables variables;

    ProgramChecks(ProbeConnections connections, Variables variables) {
        this.connections = connections;
        this.variables = variables;
    }

    List<Check> all() {
        return List.of(new Check("pg_dump", () -> tool("pg_dump")), new Check("pg_restore", () -> tool("pg_restore")));
    }

    private Finding tool(String name) throws SQLException {
        BackupInspection backups = BackupInspection.of(variables);
        try {
            Tool tool = backups.tool(name);
            long needed = needed(backups, name);
            return tool.major() < needed
                    ? BackupChecks.trouble(
                            backups,
                            tool.version() + " at " + tool.file() + " is older than PostgreSQL " + needed + "'s",
                            "apt-get install postgresql-client-" + needed + ", or set PG_BIN_DIR")
                    : Finding.ok(tool.version() + " at " + tool.file());
        } catch (BackupException e) {
            return BackupChecks.trouble(
                    backups,
                    e.getMessage(),
                    "install PostgreSQL's client programs, or set PG_BIN_DIR to their directory");
        }
    }

    /** As new as the server; and pg_restore as new as pg_dump. */
    private long needed(BackupInspection backups, String name) throws SQLException, BackupException {
        long server = server();
        return name.equals("pg_restore")
                ? Math.max(server, backups.tool("pg_dump").major())
                : server;
    }

    private long server() throws SQLException {
        try {
            return connections.link(DatabaseAccount.BACKUP).majorVersion();
        } catch (SkippedException e) {
            // Then it is enough that there is one.
            return 0;
        }
    }
}
