package org.kennwilliamson.roster.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.DatabaseLocale;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.postgres.DatabaseLocales;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/** Puts a database in the live one's place, and that one aside: both or neither, whatever happens in between. */
final class DatabaseSwap {

    private static final String IN_USE = "55006";

    /** In each, PostgreSQL waits five seconds for other sessions to end. */
    private static final int TRIES = 5;

    private static final String END_OTHERS = """
            select pg_terminate_backend(pid)::text from pg_stat_activity
            where datname in (?, ?) and pid <> pg_backend_pid() and backend_type <> 'autovacuum worker'
            """;

    static final Set<String> SERVERS_OWN = Set.of("postgres", "template0", "template1");

    private final DatabaseServer server;
    private final Clock clock;

    DatabaseSwap(DatabaseServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * The names after the swap.
     *
     * @param database the live one's name
     * @param was the former name of the one that is live now
     * @param aside the new name of the one that was live; null if there was none
     * @param slotsAside replication slots that stay with that one, and are refused to their consumers
     */
    @RegisterForReflection
    public record Done(String database, String was, String aside, List<String> slotsAside) {}

    /** The live database that one of that name stands beside: by its name, else by the URL. */
    String live(String fresh, String otherwise) throws BackupException {
        String byName = DatabaseNames.live(fresh).orElse(otherwise);
        return server.has(byName) ? byName : otherwise;
    }

    /** Swaps; all connections to both are ended. */
    Done run(String fresh, String live) throws BackupException {
        requireSensible(fresh, live);
        if (!server.has(fresh)) {
            throw new BackupException(FailureReason.DATABASE, "There is no database " + fresh);
        }
        String aside =
                server.has(live) ? server.unused(moment -> DatabaseNames.aside(live, moment), clock.instant()) : null;
        List<String> slots = slots(live);
        server.beside(Set.of(fresh, live), "Nothing was swapped", connection -> {
            for (int tries = 1; !isDone(connection, fresh, live, aside, tries == TRIES); tries++) {
                connection.rollback();
            }
            return null;
        });
        return new Done(live, fresh, aside, slots);
    }

    /** How the two databases sort and write text, if not alike; empty if one of them isn't there. */
    Optional<String> difference(String fresh, String live) throws BackupException {
        return server.beside(Set.of(), "The locales can't be compared", connection -> {
            Optional<DatabaseLocale> ofFresh = DatabaseLocales.of(connection, fresh);
            Optional<DatabaseLocale> ofLive = DatabaseLocales.of(connection, live);
            return ofFresh.isEmpty() || ofLive.isEmpty() || ofFresh.equals(ofLive)
                    ? Optional.empty()
                    : Optional.of("%s is of another locale (%s) than %s (%s)"
                            .formatted(fresh, ofFresh.get(), live, ofLive.get()));
        });
    }

    private List<String> slots(String database) throws BackupException {
        return server.beside(
                Set.of(),
                "Nothing was swapped: the replication slots can't be listed",
                connection -> Jdbc.texts(
                        connection,
                        "select slot_name from pg_replication_slots where database = ? order by 1",
                        database));
    }

    /** Fails before hours of work if the databases can't be swapped. */
    static void requireSensible(String fresh, String live) throws BackupException {
        if (fresh.equals(live)) {
            throw new BackupException(FailureReason.DATABASE, fresh + " is the live database's name: nothing to swap");
        }
        for (String name : List.of(fresh, live)) {
            if (SERVERS_OWN.contains(name)) {
                throw new BackupException(
                        FailureReason.DATABASE,
                        name + " is the server's own: MIGRATION_DATABASE_URL must name the live database");
            }
        }
    }

    /** False if somebody connected again right after all sessions were ended. */
    private static boolean isDone(Connection connection, String fresh, String live, String aside, boolean last)
            throws SQLException {
        List<String> renames = new ArrayList<>();
        if (aside != null) {
            renames.add(rename(live, aside));
        }
        renames.add(rename(fresh, live));
        connection.setAutoCommit(false);
        try {
            Jdbc.texts(connection, END_OTHERS, fresh, live);
            Jdbc.runTogether(connection, renames);
            return true;
        } catch (SQLException e) {
            if (last || !IN_USE.equals(e.getSQLState())) {
                throw e;
            }
            return false;
        }
    }

    private static String rename(String from, String to) {
        return "alter database " + Jdbc.quoted(from) + " rename to " + Jdbc.quoted(to);
    }
}
