package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was restored takes the live database's place, and that one is kept. */
class DatabaseSwapTest {

    private static final String ADD_ONE = "insert into users (email) values ('since.the.backup@example.org')";

    @TempDir
    Path folder;

    private BackedUp backup;
    private TestDatabase live;

    @BeforeEach
    void somethingHappensAfterTheBackup() throws BackupException, IOException, SQLException {
        backup = BackedUp.in(folder);
        live = backup.database();
        try (Connection service = live.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute(ADD_ONE);
        }
    }

    @Test
    void itGoesThereAndBackWhileOthersAreConnected() throws BackupException, SQLException {
        try (Connection service = live.connectAs("roster_service");
                Connection superuser = live.connectAs("postgres")) {
            service.setAutoCommit(false);
            service.createStatement().execute("update users set display_name = 'never'");

            String said = BackedUp.said(
                    live.superuserUrl(),
                    false,
                    restoring -> restoring.restoreAndSwap(backup.opened(), Optional.empty()));

            assertThat(users(live.name())).isEqualTo(20);
            String aside = BackedUp.value(said, "aside");
            assertThat(aside).matches(live.name() + "_before_\\d{8}_\\d{6}");
            assertThat(users(aside)).isEqualTo(21);
            assertThat(said).contains("undo       roster restore --into " + aside + " --swap");
            assertThat(service.isValid(5)).isFalse();
            assertThat(superuser.isValid(5)).isFalse();

            swap(live.server().superuserUrl("postgres"), aside);

            assertThat(users(live.name())).isEqualTo(21);
        }
        assertThat(backup.databases()).isEqualTo(2);
        assertThat(live.number("select count(*) from users where display_name = 'never'"))
                .isZero();
    }

    @Test
    void theTrailOfTheOneThatIsLiveNowTellsOfIt() throws BackupException {
        BackedUp.said(
                live.superuserUrl(), false, restoring -> restoring.restoreAndSwap(backup.opened(), Optional.empty()));

        assertThat(live.text("select string_agg(action, ' ' order by id) from audit_events where actor = 'operator'"))
                .isEqualTo("database.restored database.swapped");
        assertThat(live.text("select entity || (after ? 'aside') from audit_events where action = 'database.swapped'"))
                .isEqualTo("database:" + live.name() + "true");
    }

    @Test
    void somebodyWhoComesBackAgainAndAgainDoesNotStopIt() throws BackupException {
        String restored = BackedUp.value(backup.restore(null), "database");
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger came = new AtomicInteger();
        Thread[] knocking = new Thread[3];
        for (int i = 0; i < knocking.length; i++) {
            knocking[i] = new Thread(() -> knock(enough, came));
            knocking[i].start();
        }
        Ready.until("they are there", () -> came.get() > 9);

        swap(live.superuserUrl(), restored);

        enough.set(true);
        assertThat(users(live.name())).isEqualTo(20);
    }

    @Test
    void programsReadJson() throws BackupException {
        JsonPath swapped = JsonPath.from(BackedUp.said(
                        live.superuserUrl(),
                        true,
                        restoring -> restoring.restoreAndSwap(backup.opened(), Optional.of(live.name() + "_again")))
                .replaceFirst("(?s)^[^{]*", ""));

        assertThat(swapped.getString("database")).isEqualTo(live.name());
        assertThat(swapped.getString("aside")).startsWith(live.name() + "_before_");
        String back = BackedUp.said(live.superuserUrl(), true, restoring -> restoring.swap(swapped.getString("aside")));
        assertThat(JsonPath.from(back).getString("was")).isEqualTo(swapped.getString("aside"));
    }

    @Test
    void anyNameIsSwappedIntoThePlaceOfTheUrlsDatabase() throws BackupException {
        backup.restore(live.name() + "_again");

        swap(live.superuserUrl(), live.name() + "_again");

        assertThat(users(live.name())).isEqualTo(20);
    }

    @Test
    void bothAreRenamedOrNeither() throws BackupException, SQLException {
        backup.restore(live.name() + "_again");
        String owner = "swapper_" + live.name();
        try (Connection superuser = live.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "create role " + owner + " login createdb in role pg_signal_backend password 'of-a-test'");
            statement.execute("alter database " + live.name() + " owner to " + owner);
        }
        String url = live.superuserUrl().replaceFirst("//.*@", "//" + owner + ":of-a-test@");

        // May rename the live one, and not the other.
        assertThatThrownBy(() -> swap(url, live.name() + "_again"))
                .hasMessageStartingWith(
                        "Nothing was swapped: ERROR: must be owner of database " + live.name() + "_again");

        assertThat(backup.databases()).isEqualTo(2);
        assertThat(users(live.name())).isEqualTo(21);
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnythingIsDone() {
        for (String[] senseless : new String[][] {
            {live.superuserUrl(), live.name(), "nothing to swap"},
            {live.superuserUrl(), live.name() + "_never", "There is no database " + live.name() + "_never"},
            {live.server().superuserUrl("postgres"), live.name(), "postgres is the server's own"},
            {live.superuserUrl(), "template1", "template1 is the server's own"},
            {live.ownerUrl(), "kennwilliamson_test", "may not: set MIGRATION_DATABASE_URL to a superuser's URL"},
        }) {
            assertThatThrownBy(() -> swap(senseless[0], senseless[1])).hasMessageContaining(senseless[2]);
        }
        assertThatThrownBy(() -> BackedUp.said(
                        live.superuserUrl(),
                        false,
                        restoring -> restoring.restoreAndSwap(backup.opened(), Optional.of(live.name()))))
                .hasMessageContaining("nothing to swap");
        assertThat(backup.databases()).isOne();
    }

    private static void swap(String url, String database) throws BackupException {
        BackedUp.said(url, false, restoring -> restoring.swap(database));
    }

    private long users(String database) {
        return backup.beside(database).number("select count(*) from users");
    }

    private void knock(AtomicBoolean enough, AtomicInteger came) {
        while (!enough.get()) {
            try (Connection service = live.connectAs("roster_service")) {
                came.incrementAndGet();
                service.createStatement().execute("select pg_sleep(0.05)");
            } catch (SQLException e) {
                // Sent away, or at the door at the wrong moment: it tries again, as a pool does.
            }
        }
    }
}
