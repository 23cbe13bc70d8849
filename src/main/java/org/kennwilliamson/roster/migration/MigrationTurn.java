package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

import org.flywaydb.core.api.MigrationInfoService;

import org.kennwilliamson.roster.platform.concurrent.Pause;

/**
 * One after the other, each looks what is pending, makes its backup and migrates: whoever looked in between would back up a
 * database that is half migrated, and keep the migration waiting by that. Flyway's own lock is held for the last part alone.
 */
public final class MigrationTurn {

    /** Of the session, so that it ends with the process that holds it. */
    static final String LOCK = "hashtext('roster.migration')";

    private static final String TRY = "select pg_try_advisory_lock(" + LOCK + ")";
    private static final int TRIES_PER_MESSAGE = 60;
    private static final int TRIES_BEFORE_IT = 3;

    /** What is done meanwhile, with the migrations as they are then. */
    public interface Work<T, E extends Exception> {
        T run(MigrationInfoService migrations) throws E;
    }

    private MigrationTurn() {}

    /**
     * Waits until nobody else has it, and after a few seconds says who does; then it does the work. Where nothing is pending,
     * or isn't any more, it doesn't wait: an older replica that restarts during a backup must serve.
     *
     * @param look asks for the migrations as they are now
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if a connection isn't one session
     */
    public static <T, E extends Exception> T during(
            MigrationSettings settings, Supplier<MigrationInfoService> look, Work<T, E> work)
            throws SQLException, InterruptedException, E {
        try (Connection session = Migrator.connect(settings);
                Statement statement = session.createStatement()) {
            Migrator.requireSession(settings, session);
            statement.execute("set idle_session_timeout = 0");
            MigrationInfoService migrations = look.get();
            for (int tries = 0; migrations.pending().length > 0; tries++) {
                if (isGranted(statement)) {
                    return work.run(look.get());
                }
                if (tries % TRIES_PER_MESSAGE == TRIES_BEFORE_IT) {
                    LockHolder.tell(statement, LOCK);
                }
                Pause.take();
                migrations = look.get();
            }
            return work.run(migrations);
        }
    }

    private static boolean isGranted(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(TRY)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
