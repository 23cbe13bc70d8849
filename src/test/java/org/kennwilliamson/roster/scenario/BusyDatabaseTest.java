package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Databases that others use, and set up, meanwhile. */
class BusyDatabaseTest {

    @TempDir
    Path place;

    @Test
    void whatChangesWhileItIsDumpedIsInNeitherTheDumpNorTheCount() throws IOException, BackupException {
        TestDatabase database = BackupFixture.someUsers();
        BackupFixture fixture = new BackupFixture(database, place);
        String emptying = "set lock_timeout = '300ms'; truncate users cascade";
        fixture.scripts().replace("pg_dump", """
                "$real" "$@"
                code=$?
                psql -q -c "insert into users (email) values ('new@example.org')" '%1$s' >&2
                psql -q -c "%2$s" '%1$s' >&2
                exit $code""".formatted(database.ownerUrl(), emptying));

        Manifest made = fixture.run();

        assertThat(made.verification().reason()).isNull();
        assertThat(made.rows()).containsEntry("public.users", 20L);
        assertThat(database.number("select count(*) from users")).isEqualTo(21);
    }

    @Test
    void aTableThatIsAddedBetweenTwoBackupsIsInTheSecond() throws BackupException {
        TestDatabase database = BackupFixture.someUsers();
        BackupFixture fixture = new BackupFixture(database, place);
        Manifest before = fixture.verified();
        BackupFixture.execute(database, "create table added as select 1 as one");

        Manifest after = fixture.verified();

        assertThat(before.rows()).doesNotContainKey("public.added");
        assertThat(after.rows()).containsEntry("public.added", 1L);
        fixture.requireNothingBut(List.of(before, after));
    }

    @Test
    void limitsThatSomebodySetForARoleEndNoBackup() throws IOException, BackupException {
        TestDatabase database = BackupFixture.someUsers();
        asSuperuser(
                database,
                "alter role roster_backup in database " + database.name()
                        + " set idle_in_transaction_session_timeout = '100ms'");
        asSuperuser(
                database,
                "alter role roster_backup in database " + database.name() + " set statement_timeout = '20ms'");
        BackupFixture fixture = new BackupFixture(database, place);
        fixture.scripts().replace("pg_dump", "\"$real\" \"$@\"; code=$?; sleep 0.5; exit $code");

        fixture.verified();
    }

    /** As autovacuum is, whose connections belong to nobody, so that force is refused. */
    @Test
    void whoCantBeThrownOutOfTheScratchDatabaseIsWaitedFor() throws IOException, BackupException {
        TestDatabase database = BackupFixture.someUsers();
        BackupFixture fixture = new BackupFixture(database, place);
        String superuser = database.superuserUrl().replaceFirst("/[^/]*$", "/");
        fixture.scripts().replace("pg_restore", """
                "$real" "$@"
                code=$?
                if [[ "$1" == --dbname=roster_proof_* ]]; then
                  psql -c 'select pg_sleep(2)' '%s'"${1#--dbname=}" < /dev/null > /dev/null 2>&1 &
                  sleep 0.5
                fi
                exit $code""".formatted(superuser));

        Manifest made = fixture.verified();

        fixture.requireNothingBut(List.of(made));
    }

    private static void asSuperuser(TestDatabase database, String sql) {
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
