package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever PostgreSQL's programs do wrong: earlier backups stay, nothing of the new one does, and the reason is told. */
class FailingProgramsTest {

    private static TestDatabase database;

    @TempDir
    Path place;

    private BackupFixture fixture;
    private List<Manifest> earlier;

    @BeforeAll
    static void thereIsADatabase() {
        database = BackupFixture.someUsers();
        BackupFixture.execute(
                database,
                "create table filler as select gen_random_uuid() as one, gen_random_uuid() as two"
                        + " from generate_series(1, 10000)");
    }

    @BeforeEach
    void thereIsABackupToLose() throws BackupException {
        fixture = new BackupFixture(database, place);
        earlier = List.of(fixture.verified());
    }

    @Test
    void aDumpThatFailsAfterSomeBytes() throws IOException, BackupException {
        for (int bytes : new int[] {0, 1, 20_000, 65_536, 200_000}) {
            fixture.scripts().replace("pg_dump", """
                    "$real" "$@" | head -c %d
                    echo 'pg_dump: error: connection to server was lost' >&2
                    exit 1""".formatted(bytes));

            BackupException failure = fixture.failure(Progress.NONE);

            assertThat(failure.reason()).isEqualTo(FailureReason.DUMP);
            assertThat(failure)
                    .hasMessageContaining("ended with 1")
                    .hasMessageContaining("connection to server was lost");
            fixture.requireNothingBut(earlier);
        }
    }

    @Test
    void aDumpOfNothingThatSaysAllWentWell() throws IOException, BackupException {
        fixture.scripts().replace("pg_dump", "exit 0");

        assertThat(fixture.failure(Progress.NONE).reason()).isEqualTo(FailureReason.DUMP);
        fixture.requireNothingBut(earlier);
    }

    @Test
    void aDumpThatEndsShortAndSaysAllWentWellIsRefutedAndCostsNoOther() throws IOException, BackupException {
        for (String method : List.of("restore", "decrypt")) {
            fixture.set("BACKUP_VERIFY", method);
            fixture.scripts().replace("pg_dump", "\"$real\" \"$@\" | head -c 100000; exit 0");

            Manifest made = fixture.run();

            assertThat(made.hasFailedVerification()).as(method).isTrue();
            assertThat(made.verification().reason()).contains("pg_restore");
            fixture.requireWhole(earlier);
            assertThat(fixture.scratchDatabases()).isZero();
        }
    }

    @Test
    void aDumpWithoutRowsThatItShouldHaveIsRefuted() throws IOException, BackupException {
        fixture.scripts().replace("pg_dump", "exec \"$real\" \"$@\" --exclude-table-data=filler");

        assertThat(fixture.run().verification().reason()).contains("public.filler has 0 rows instead of 10000");

        fixture.scripts().replace("pg_dump", "exec \"$real\" \"$@\" --exclude-table=filler");

        assertThat(fixture.run().verification().reason()).contains("public.filler has null rows instead of 10000");
        fixture.requireWhole(earlier);
    }

    @Test
    void aDumpThatHangsIsEndedWithAllThatItStarted() throws IOException, BackupException {
        fixture.timeLimit(Duration.ofSeconds(1));
        for (String hanging : List.of("exec sleep 300", "sleep 300", "\"$real\" \"$@\"; sleep 300")) {
            fixture.scripts().replace("pg_dump", hanging);

            BackupException failure = fixture.failure(Progress.NONE);

            assertThat(failure.reason()).isEqualTo(FailureReason.DUMP);
            assertThat(failure).hasMessageContaining("took too long");
            fixture.requireNothingBut(earlier);
        }
        assertThat(ProcessHandle.current().descendants().filter(FailingProgramsTest::sleeps))
                .isEmpty();
    }

    @Test
    void aRestoreThatFailsRefutesTheFile() throws IOException, BackupException {
        for (String method : List.of("restore", "decrypt")) {
            for (String script : List.of("cat >/dev/null; exit 3", "echo 'invalid data' >&2; exit 1")) {
                fixture.set("BACKUP_VERIFY", method).scripts().replace("pg_restore", script);

                Manifest made = fixture.run();

                assertThat(made.isVerified()).as(method + ": " + script).isFalse();
                assertThat(made.verification().reason()).contains("pg_restore").doesNotContain("null");
                fixture.requireWhole(earlier);
                assertThat(fixture.scratchDatabases()).isZero();
            }
        }
    }

    @Test
    void aRestoreThatHangsOrIsEndedSaysNothingOfTheFile() throws IOException, BackupException {
        fixture.timeLimit(Duration.ofSeconds(2));
        String stopped = "cat >/dev/null; echo 'pg_restore: terminated by user' >&2; exit 1";
        for (String method : List.of("restore", "decrypt")) {
            for (String script : List.of("sleep 300", "kill -KILL $$", "kill -TERM $$", stopped)) {
                fixture.set("BACKUP_VERIFY", method).scripts().replace("pg_restore", script);

                requireNoVerdict(FailureReason.PROGRAM, "pg_restore");
            }
        }
    }

    @Test
    void aSessionThatIsLostInTheMidstOfARestoreSaysNothingOfTheFile() throws IOException, BackupException {
        fixture.scripts().replace("pg_restore", """
                [[ "$1" == --dbname=* ]] || exec "$real" "$@"
                { head -c 300000
                  until [ "$(psql -At '%s' -c "select count(pg_terminate_backend(pid)) from pg_stat_activity
                      where datname = '${1#--dbname=}'" < /dev/null)" = 1 ]; do :; done
                  cat
                } | "$real" "$@\"""".formatted(database.backupUrl()));

        // Whether it read or wrote just then, it says that the connection was closed, or who ended it.
        assertThat(requireNoVerdict(FailureReason.DATABASE, "pg_restore ended with 1"))
                .message()
                .containsAnyOf("server closed the connection", "terminating connection due to administrator command");
    }

    @Test
    void aServerThatIsGoneWhenARestoreFailsSaysNothingOfTheFile() throws IOException, BackupException {
        fixture.scripts().replace("pg_restore", """
                [[ "$1" == --dbname=* ]] || exec "$real" "$@"
                cat > /dev/null
                psql -q '%s' -c "alter database ${1#--dbname=} allow_connections false" < /dev/null
                echo 'whatever it says then' >&2
                exit 1""".formatted(database.backupUrl()));

        requireNoVerdict(FailureReason.DATABASE, "whatever it says then; The database can't be used");
    }

    @Test
    void aServerWithoutRoomForTheTestRestoreSaysNothingOfTheFile() throws IOException, BackupException {
        fixture.scripts().replace("pg_restore", """
                [[ "$1" == --dbname=* ]] || exec "$real" "$@"
                cat > /dev/null
                echo 'pg_restore: error: ERROR:  could not extend file "base/1/2": No space left on device' >&2
                exit 1""");

        requireNoVerdict(FailureReason.DATABASE, "No space left on device");
    }

    @Test
    void aProgramThatDoesntSuitTheFileOrTheServerSaysNothingOfTheFile() throws IOException, BackupException {
        // The format of PostgreSQL 17 to 19, which pg_restore 15 doesn't read.
        fixture.scripts().replace("pg_dump", """
                "$real" "$@" | { head -c 6; head -c 1 > /dev/null; printf '\\x10'; cat; }""");
        for (String method : List.of("restore", "decrypt")) {
            fixture.set("BACKUP_VERIFY", method);
            requireNoVerdict(FailureReason.PROGRAM, "unsupported version (1.16) in file header");
        }

        fixture.set("BACKUP_VERIFY", "restore").scripts().replace("pg_restore", """
                [[ "$1" == --dbname=* ]] && export PGOPTIONS='-c transaction_timeout=0'
                exec "$real" "$@\"""");
        requireNoVerdict(FailureReason.PROGRAM, "unrecognized configuration parameter");

        fixture.scripts().replace("pg_restore", "exec /usr/bin/no-such-program");
        requireNoVerdict(FailureReason.PROGRAM, "pg_restore ended with 127");
    }

    /** The run fails, and what it published stays as one that nobody has proved. */
    private BackupException requireNoVerdict(FailureReason reason, String message) throws BackupException {
        BackupException failure = fixture.failure(Progress.NONE);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining(message);
        List<Manifest> all = fixture.backups().list();
        assertThat(all.get(all.size() - 1).verification()).isEqualTo(Manifest.Verification.NONE);
        assertThat(all).hasSizeGreaterThan(earlier.size()).noneMatch(Manifest::hasFailedVerification);
        fixture.requireWhole(earlier);
        assertThat(fixture.scratchDatabases()).isZero();
        return failure;
    }

    @Test
    void programsThatAreMissingOrOfAnotherVersionThanTheServer() throws IOException, BackupException {
        for (String program : List.of("pg_dump", "pg_restore")) {
            fixture.scripts().remove(program);
            requireRefusal(program + " is missing");

            fixture.scripts().replaceAll(program, "echo 'no such thing'");
            requireRefusal("doesn't print its version");

            fixture.scripts().replaceAll(program, "echo '" + program + " (PostgreSQL) 14.9'");
            requireRefusal(program + " 14.9 is older than the server, 15");

            fixture.scripts().replaceAll(program, "echo '" + program + " (PostgreSQL) 17.12'");
            requireRefusal(program + " 17.12 is newer than the server, 15");
            requireRefusal("apt-get install postgresql-client-15");
        }
    }

    @Test
    void aUserWhoMayNotCreateDatabasesIsRefusedBeforeAnythingIsDumped() throws BackupException {
        fixture.unset("BACKUP_DATABASE_URL");

        BackupException failure = fixture.failure(Progress.NONE);

        assertThat(failure.reason()).isEqualTo(FailureReason.DATABASE);
        assertThat(failure)
                .hasMessageContaining("alter role \"roster_owner\" createdb")
                .hasMessageContaining("BACKUP_DATABASE_URL")
                .hasMessageContaining("BACKUP_VERIFY=decrypt");
        fixture.requireNothingBut(earlier);

        fixture.set("BACKUP_VERIFY", "decrypt").verified();
    }

    private void requireRefusal(String message) throws BackupException {
        BackupException failure = fixture.failure(Progress.NONE);

        assertThat(failure.reason()).isEqualTo(FailureReason.PROGRAM);
        assertThat(failure).hasMessageContaining(message);
        fixture.requireNothingBut(earlier);
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/sleep");
    }
}
