package org.kennwilliamson.roster.restore;

import java.util.List;
import java.util.Set;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/**
 * Tablespaces that a database was in: they are directories of a machine, and another one may lack them.
 *
 * @param areKept whether everything can be where it was
 * @param lost those that it was in, if it can't
 */
record Tablespaces(boolean areKept, List<String> lost) {

    private static final String USABLE = """
            select spcname from pg_tablespace
            where spcname not in ('pg_default', 'pg_global') and has_tablespace_privilege(oid, 'create')""";

    /** @param named those that the manifest names; null if nobody knows, since it is an older one, or there is none */
    static Tablespaces of(DatabaseServer server, List<String> named) throws BackupException {
        List<String> usable = server.beside(
                Set.of(), "The tablespaces can't be listed", connection -> Jdbc.texts(connection, USABLE));
        if (named == null) {
            return new Tablespaces(!usable.isEmpty(), List.of());
        }
        return usable.containsAll(named) ? new Tablespaces(true, List.of()) : new Tablespaces(false, named);
    }
}
