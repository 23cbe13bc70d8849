package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody holds a lock that a step of a backup needs: the step ends, and it is said who holds it. */
class WaitingBackupTest {

    private static TestDatabase database;

    @TempDir
    Path place;

    private BackupFixture fixture;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
    }

    @BeforeEach
    void thereIsAFixture() {
        fixture = new BackupFixture(database, place);
    }

    @Test
    void aDumpThatWaitsForATableFailsAndNamesTheOneWhoHasIt() throws SQLException, BackupException {
        try (Connection holder = held("lock table public.users in access exclusive mode")) {
            BackupException failure = fixture.failure(Progress.NONE);

            assertThat(failure.reason()).isEqualTo(FailureReason.DATABASE);
            assertThat(failure)
                    .hasMessageContaining("it waited for a lock on public.users that process " + pid(holder)
                            + " of postgres holds (select pg_terminate_backend(" + pid(holder) + ") ends it)");
        }
        fixture.requireNothingBut(List.of());
        fixture.verified();
    }

    @Test
    void aRestoreThatWaitsIsEndedAfterItsTimeAndNamesTheOneWhoHasTheLock()
            throws IOException, SQLException, BackupException {
        fixture.timeLimit(Duration.ofSeconds(30));
        fixture.scripts().replace("pg_restore", """
                [[ "$1" == --dbname=* ]] || exec "$real" "$@"
                PGAPPNAME=roster-backup psql -qX '%s' -c 'select pg_advisory_lock(4711)' < /dev/null
                exec "$real" "$@\"""".formatted(database.backupUrl()));
        try (Connection holder = held("select pg_advisory_lock(4711)")) {
            BackupException failure = fixture.failure(Progress.NONE);

            assertThat(failure.reason()).isEqualTo(FailureReason.PROGRAM);
            assertThat(failure)
                    .hasMessageContaining("pg_restore took too long and was stopped; it waited for a lock (advisory)")
                    .hasMessageContaining("process " + pid(holder) + " of postgres holds");
        }
        assertThat(fixture.scratchDatabases()).isZero();
        assertThat(fixture.backups().list()).noneMatch(Manifest::hasFailedVerification);
    }

    @Test
    void aScratchDatabaseThatCantBeDroppedStopsNeitherThisRunNorTheNext() throws Exception {
        fixture.scripts().replace("pg_restore", """
                "$real" "$@"
                code=$?
                if [[ "$1" == --dbname=* ]]; then
                    echo "${1#--dbname=}" > '%s/scratch'
                    until [ -e '%s/held' ]; do sleep 0.1; done
                fi
                exit $code""".formatted(place, place));
        CompletableFuture<Manifest> first = CompletableFuture.supplyAsync(this::run);
        Path scratch = place.resolve("scratch");
        while (!Files.exists(scratch) || Files.size(scratch) == 0) {
            Thread.sleep(100);
        }
        String name = Files.readString(scratch).strip();
        Instant begin = Instant.now();
        try (Connection holder = held("comment on database \"" + name + "\" is 'in use'")) {
            Files.createFile(place.resolve("held"));

            assertThat(first.join().isVerified()).isTrue();
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(3));
            assertThat(fixture.scratchDatabases()).isOne();
            fixture.unset("PG_BIN_DIR").verified();
            assertThat(holder.isClosed()).isFalse();
        }
        fixture.verified();
        assertThat(fixture.scratchDatabases()).isZero();
    }

    @Test
    void whoeverIsRefusedSinceAnotherBackupRunsIsToldWhichSessionThatIs() throws SQLException {
        try (Connection holder = held("select pg_advisory_lock(hashtext('roster.backup'))")) {
            BackupException failure = fixture.failure(Progress.NONE);

            assertThat(failure.reason()).isEqualTo(FailureReason.BUSY);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "Another backup of this database is running: process " + pid(holder) + " of postgres")
                    .hasMessageEndingWith("if it hangs, select pg_terminate_backend(" + pid(holder) + ") ends it");
        }
    }

    private Manifest run() {
        try {
            return fixture.run();
        } catch (BackupException e) {
            throw new AssertionError(e);
        }
    }

    /** A superuser's open transaction that has done this. */
    private static Connection held(String sql) throws SQLException {
        Connection holder = database.connectAs("postgres");
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute(sql);
        }
        return holder;
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }
}
