package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

/** A database, and {@code roster migrate …} of the packaged program on it. */
abstract class MigrateCase {

    /** Some come after it, the sessions' table first. */
    static final String BEFORE_SESSIONS = "20261122190000";

    /** How many of the database's connections wait for a table. */
    static final String WAITING = """
            select count(*) from pg_locks join pg_database on pg_database.oid = pg_locks.database
            where datname = current_database() and not granted and locktype = 'relation'""";

    @TempDir
    Path folder;

    final TestDatabase database = TestDatabase.fresh();
    final Schema schema = new Schema(database);
    final Map<String, String> variables = new HashMap<>(database.environment());

    @BeforeEach
    void backupsHaveAFolder() {
        variables.put("BACKUP_DIR", folder.toString());
    }

    final void aNewerRosterHasMigrated() throws SQLException {
        asOwner("insert into flyway_schema_history select 99, '20990101000000', 'future', type, script, checksum,"
                + " installed_by, now(), 1, true from flyway_schema_history where installed_rank = 2");
    }

    final void asOwner(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    final List<Path> backups() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dump.age")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    final String succeeds(String... arguments) {
        return run(0, arguments);
    }

    final String fails(String... arguments) {
        return run(1, arguments);
    }

    final String run(int code, String... arguments) {
        String[] all = Stream.concat(Stream.of("migrate"), Stream.of(arguments)).toArray(String[]::new);
        try (RosterProcess roster = RosterProcess.start(variables, all)) {
            return roster.ended(code);
        }
    }
}
