package org.kennwilliamson.roster.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/**
 * Roles that an archive names and the server lacks: created as nologin, and dropped unless kept. Only who is a member of a
 * role, or a superuser, can restore what belongs to it.
 */
final class MissingRoles implements AutoCloseable {

    private final DatabaseServer server;
    private final List<String> made;

    private boolean kept;

    private MissingRoles(DatabaseServer server, List<String> made) {
        this.server = server;
        this.made = made;
    }

    static MissingRoles make(DatabaseServer server, List<String> wanted) throws BackupException {
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(server.beside(
                Set.of(), "The roles can't be listed", c -> Jdbc.texts(c, "select rolname from pg_roles")));
        run(server, "The roles " + missing + " can't be created", "create role %s nologin", missing);
        if (!server.isSuperuser()) {
            run(server, "The roles " + missing + " can't be given objects", "grant %s to current_user", missing);
        }
        return new MissingRoles(server, List.copyOf(missing));
    }

    /** Those that were created. */
    List<String> made() {
        return made;
    }

    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        try {
            if (!kept) {
                run(server, "They can't be dropped", "drop role if exists %s", made);
            }
        } catch (BackupException e) {
            Log.warnf("The roles %s were created for this restore and could not be dropped: %s", made, e.getMessage());
        }
    }

    private static void run(DatabaseServer server, String fault, String each, List<String> roles)
            throws BackupException {
        if (roles.isEmpty()) {
            return;
        }
        server.beside(Set.of(), fault, connection -> {
            Jdbc.runTogether(
                    connection,
                    roles.stream().map(Jdbc::quoted).map(each::formatted).toList());
            return null;
        });
    }
}
