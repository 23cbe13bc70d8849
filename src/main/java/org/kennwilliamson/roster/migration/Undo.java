package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.concurrent.Pause;

/**
 * Reverts migrations, the newest first, each by its undo script and in one transaction with its row of the history.
 * Flyway does that only in a paid edition.
 */
public final class Undo {

    /** The service records a script with its directory, commands without. */
    private static final String LAST = """
            select version, regexp_replace(script, '^.*/', '') as script from public.flyway_schema_history
            where success and version is not null
            order by installed_rank desc
            limit 1""";

    private static final String TRY_FOR_A_TURN = "select pg_try_advisory_xact_lock(" + LockHolder.LOCK + ")";

    private static final int TRIES_PER_MESSAGE = 30;
    private static final int TRIES_BEFORE_IT = 4;

    private static final String FORGET = "delete from public.flyway_schema_history where version = ? and success";

    private final Connection owner;

    /** @param owner connection of the schema's owner; its transaction is committed and begun as needed */
    public Undo(Connection owner) {
        this.owner = owner;
    }

    /**
     * A migration that was applied.
     *
     * @param script its file, {@code V<version>__<name>.sql}
     */
    public record AppliedMigration(String version, String script) {

        /** The file that reverts it. */
        String undoScript() {
            return Undo.of(script);
        }
    }

    /** The newest migration; empty in a database that has none. */
    public Optional<AppliedMigration> last() throws SQLException {
        try (Statement statement = owner.createStatement()) {
            try (ResultSet table = statement.executeQuery("select to_regclass('public.flyway_schema_history')")) {
                table.next();
                if (table.getString(1) == null) {
                    return Optional.empty();
                }
            }
            try (ResultSet row = statement.executeQuery(LAST)) {
                return row.next()
                        ? Optional.of(new AppliedMigration(row.getString("version"), row.getString("script")))
                        : Optional.empty();
            }
        }
    }

    /**
     * Reverts one, which must still be the newest one.
     *
     * @throws CommandFailure if there is no undo script for it, or it fails: then nothing was changed
     */
    public void revert(AppliedMigration migration) throws SQLException {
        String script = script(migration);
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            // Another migration waits meanwhile, and then finds what is really there.
            awaitTurn(statement);
            statement.execute("lock table public.flyway_schema_history");
            if (!last().equals(Optional.of(migration))) {
                throw new CommandFailure(migration.version() + " is no longer the newest migration");
            }
            statement.execute(script);
            forget(migration);
            owner.commit();
        } catch (SQLException e) {
            throw new CommandFailure(MigrationErrors.line(migration.undoScript(), e), e);
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    /** Asks again and again, as Flyway does: CREATE INDEX CONCURRENTLY would wait for a statement that waits. */
    private static void awaitTurn(Statement statement) throws SQLException {
        try {
            for (int tries = 0; !isGranted(statement); tries++) {
                if (tries % TRIES_PER_MESSAGE == TRIES_BEFORE_IT) {
                    LockHolder.tell(statement, LockHolder.LOCK);
                }
                Pause.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Stopped while another process was migrating; nothing was changed", e);
        }
    }

    private static boolean isGranted(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(TRY_FOR_A_TURN)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Whether this program has the undo script of a migration. */
    static boolean isKnown(String script) {
        return Undo.class.getResource("/db/undo/" + of(script)) != null;
    }

    private static String of(String script) {
        return script.replaceFirst("^(.*/)?V", "U");
    }

    private void forget(AppliedMigration migration) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(FORGET)) {
            statement.setString(1, migration.version());
            statement.executeUpdate();
        }
    }

    private static String script(AppliedMigration migration) {
        try (InputStream file = Undo.class.getResourceAsStream("/db/undo/" + migration.undoScript())) {
            if (file == null) {
                throw new CommandFailure("This Roster has no undo script for " + migration.script()
                        + ": if a newer one has applied it, that one can revert it");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
