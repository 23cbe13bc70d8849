package org.kennwilliamson.roster.restore;

import java.util.List;
import java.util.Set;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/**
 * The database that a restore goes into. One that was created for it is dropped when this is closed, also by SIGINT,
 * unless it was kept.
 */
final class TargetDatabase implements AutoCloseable {

    /** Like the live one, or if there is none as {@code init-scripts} create it. */
    private static final String CREATE = """
            select format('create database %I owner %I template template0 encoding %L lc_collate %L lc_ctype %L',
                wanted.name,
                coalesce(pg_get_userbyid(live.datdba), usual.rolname, current_user),
                coalesce(pg_encoding_to_char(live.encoding), 'UTF8'),
                coalesce(live.datcollate, 'C'),
                coalesce(live.datctype, 'C.UTF-8'))
            from (select ?::text as name) as wanted
                left join pg_database live on live.datname = ?
                left join pg_roles usual on usual.rolname = 'roster_owner'
            """;

    private static final String OCCUPANTS = """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(temp|toast)'
                and not exists (select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
            order by 1
            limit 3
            """;

    private final DatabaseServer server;
    private final String name;
    private final boolean made;
    private final Thread hook = new Thread(this::drop, "drop-half-restored");

    private boolean kept;

    private TargetDatabase(DatabaseServer server, String name, boolean made) {
        this.server = server;
        this.name = name;
        this.made = made;
    }

    /**
     * Finds a database that is empty, or creates it.
     *
     * @param live the database that it is created like, if there is one of that name
     */
    static TargetDatabase of(DatabaseServer server, String name, String live) throws BackupException {
        if (server.has(name)) {
            requireEmpty(server, name);
            return new TargetDatabase(server, name, false);
        }
        server.beside(Set.of(), "The database " + name + " can't be created", connection -> {
            Jdbc.run(connection, Jdbc.texts(connection, CREATE, name, live));
            return null;
        });
        TargetDatabase target = new TargetDatabase(server, name, true);
        Runtime.getRuntime().addShutdownHook(target.hook);
        return target;
    }

    String name() {
        return name;
    }

    boolean made() {
        return made;
    }

    /** From here on it stays. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (!made) {
            return;
        }
        if (!kept) {
            drop();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Log.debug("The hook is at work: the program is being ended", e);
        }
    }

    private void drop() {
        try {
            server.beside(Set.of(name), "It can't be dropped", connection -> {
                Jdbc.run(connection, List.of("drop database if exists " + Jdbc.quoted(name) + " with (force)"));
                return null;
            });
        } catch (BackupException e) {
            Log.warnf("The database %s is partially restored; drop it: %s", name, e.getMessage());
        }
    }

    private static void requireEmpty(DatabaseServer server, String name) throws BackupException {
        List<String> occupants =
                server.within(name, "The tables of " + name + " can't be listed", c -> Jdbc.texts(c, OCCUPANTS));
        if (!occupants.isEmpty()) {
            throw new BackupException(
                    FailureReason.DATABASE,
                    "The database " + name + " has tables (" + String.join(", ", occupants)
                            + ", …): nothing is restored into it; pass a new name");
        }
    }
}
