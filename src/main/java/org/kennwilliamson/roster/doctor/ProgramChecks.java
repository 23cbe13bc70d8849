package org.kennwilliamson.roster.doctor;

import java.sql.SQLException;
import java.util.List;

import org.kennwilliamson.roster.backup.BackupInspection;
import org.kennwilliamson.roster.backup.BackupInspection.Tool;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;

/** Whether PostgreSQL's programs are there, and of the server's own version. */
final class ProgramChecks {

    private static final int UNKNOWN = 0;

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
            int server = server();
            Tool tool = backups.tool(name, server);
            String found = tool.version() + " at " + tool.file();
            if (server == UNKNOWN || tool.major() == server) {
                return Finding.ok(found);
            }
            String compared = found + (tool.major() < server ? " is older than" : " is newer than") + " PostgreSQL "
                    + server + "'s: ";
            String remedy = "apt-get install postgresql-client-" + server + ", or set PG_BIN_DIR";
            return BackupInspection.suits(tool, server)
                    ? Finding.warn(compared + "what it writes only such a new one can read", remedy)
                    : BackupChecks.trouble(backups, compared + "no backup can be made and restored with it", remedy);
        } catch (BackupException e) {
            return BackupChecks.trouble(
                    backups,
                    e.getMessage(),
                    "install PostgreSQL's client programs, or set PG_BIN_DIR to their directory");
        }
    }

    private int server() throws SQLException {
        try {
            return (int) connections.link(DatabaseAccount.BACKUP).majorVersion();
        } catch (SkippedException e) {
            // Then it is enough that there is one.
            return UNKNOWN;
        }
    }
}
