package org.kennwilliamson.roster.restore;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.DatabaseLocale;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.postgres.DatabaseLocales;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/**
 * The database that a restore goes into. When this is closed, also by SIGINT, one that was created for it is dropped, and
 * one that was there before is emptied again, unless it was kept.
 */
final class TargetDatabase implements AutoCloseable {

    /** The live one's owner and tablespace, or if there is none the owner that {@code init-scripts} give it. */
    private static final String CREATE = """
            select format('create database %I owner %I %s%s',
                wanted.name,
                coalesce(pg_get_userbyid(live.datdba), usual.rolname, current_user),
                wanted.locale,
                ' tablespace ' || quote_ident(t.spcname))
            from (select ?::text as name, ?::text as locale) as wanted
                left join pg_database live on live.datname = ?
                left join pg_roles usual on usual.rolname = 'roster_owner'
                left join pg_tablespace t on t.oid = live.dattablespace and has_tablespace_privilege(t.oid, 'create')
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
    private final Optional<TargetContents> before;
    private final Thread hook = new Thread(this::undo, "drop-half-restored");

    /** It is kept, or has been dropped or emptied. */
    private boolean settled;

    private TargetDatabase(DatabaseServer server, String name, Optional<TargetContents> before) {
        this.server = server;
        this.name = name;
        this.before = before;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Finds a database that is empty, or creates it.
     *
     * @param live the database that it is created like, if there is one of that name
     * @param dumped how the database that was dumped sorts and writes text: if there is no live one, as that one does
     */
    static TargetDatabase of(DatabaseServer server, String name, String live, DatabaseLocale dumped)
            throws BackupException {
        if (server.has(name)) {
            requireEmpty(server, name);
            return new TargetDatabase(server, name, Optional.of(TargetContents.of(server, name)));
        }
        server.beside(Set.of(), "The database " + name + " can't be created", connection -> {
            DatabaseLocale locale = DatabaseLocales.of(connection, live)
                    .or(() -> Optional.ofNullable(dumped))
                    .orElse(DatabaseLocale.USUAL);
            Jdbc.run(connection, Jdbc.texts(connection, CREATE, name, DatabaseLocales.clause(locale), live));
            return null;
        });
        return new TargetDatabase(server, name, Optional.empty());
    }

    String name() {
        return name;
    }

    boolean made() {
        return before.isEmpty();
    }

    /** From here on it stays. */
    synchronized void keep() {
        settled = true;
    }

    /** What failed, and what has become of a database that was there before. */
    BackupException undone(BackupException failure) {
        String now = undo();
        return now.isEmpty()
                ? failure
                : new BackupException(failure.reason(), failure.getMessage() + "; " + now, failure);
    }

    @Override
    public void close() {
        String now = undo();
        if (!now.isEmpty()) {
            Log.warn(now);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Log.debug("The hook is at work: the program is being ended", e);
        }
    }

    /** Does nothing a second time; empty if nothing is to be said about it. */
    private synchronized String undo() {
        if (settled) {
            return "";
        }
        settled = true;
        try {
            if (before.isPresent()) {
                return before.get().removeAdded() ? "the database " + name + " is empty again" : "";
            }
            server.beside(Set.of(name), "It can't be dropped", connection -> {
                Jdbc.run(connection, List.of("drop database if exists " + Jdbc.quoted(name) + " with (force)"));
                return null;
            });
            return "";
        } catch (BackupException e) {
            return "drop the database " + name + ", it may be partially restored: " + e.getMessage();
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
