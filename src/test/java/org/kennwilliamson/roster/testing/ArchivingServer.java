package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.kennwilliamson.roster.embedded.EmbeddedServer;

/** A PostgreSQL that archives its WAL beside its data, until it is refused. */
public final class ArchivingServer implements AutoCloseable {

    private static final String DATABASE = "kennwilliamson";

    private final TestDatabase database;
    private final Path refusal;

    private ArchivingServer(TestDatabase database, Path refusal) {
        this.database = database;
        this.refusal = refusal;
    }

    /** Starts one in this directory; its commands run in that of the data. */
    public static ArchivingServer start(Path folder) {
        EmbeddedServer server = EmbeddedServer.start(
                folder,
                Path.of("init-scripts"),
                Map.of(
                        "archive_mode", "on",
                        "archive_timeout", "60",
                        "archive_command", "test ! -e refuse && mkdir -p archive && cp %p archive/%f",
                        "max_wal_size", "32MB",
                        "min_wal_size", "32MB",
                        "shared_preload_libraries", "pg_stat_statements"));
        return new ArchivingServer(
                new TestDatabase(server, DATABASE), folder.resolve("data").resolve("refuse"));
    }

    public TestDatabase database() {
        return database;
    }

    /** From now on each attempt fails, or doesn't any more. */
    public void refuse(boolean refused) throws IOException {
        Files.deleteIfExists(refusal);
        if (refused) {
            Files.createFile(refusal);
        }
    }

    /** Writes something, and completes its segment. */
    public void completeSegment() {
        execute("select pg_logical_emit_message(false, 'test', 'x')", "select pg_switch_wal()");
    }

    /** Does this as superuser, each statement by itself. */
    public void execute(String... statements) {
        try (Connection connection = database.connectAs("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(String.join("; ", statements), e);
        }
    }

    /** Returns once a query of {@code pg_stat_archiver}'s columns gives true. */
    public void await(String condition) {
        Ready.until(condition, () -> "t"
                .equals(database.text("select coalesce(" + condition + ", false) from pg_stat_archiver")));
    }

    /** Returns once all that was completed is archived. */
    public void awaitArchived() {
        completeSegment();
        // To pg_walfile_name() the end of a segment is still in it.
        await("last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 16777215)"
                + " and (last_failed_time is null or last_failed_time < last_archived_time)");
    }

    @Override
    public void close() {
        database.server().delete();
    }
}
