package org.kennwilliamson.roster.migration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.verify.DatabaseCopy;
import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Migrations that do harm, each rehearsed; their undo scripts are among the tests' resources. */
class RehearsalTest {

    private static final String SOMEBODY = """
            with made as (insert into users (email) values ('ada@example.org') returning id)
            insert into user_roles (user_id, role_id) select made.id, roles.id from made, roles where name = 'user'""";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @Test
    void rowsThatComeBackOtherwiseAreADifference() throws Exception {
        assertThat(rehearsed("V20990101000001__lose_contents.sql", "update roles set description = 'lost'")
                        .differences())
                .containsExactly("public.roles has other rows after the undo scripts than before the migration");
    }

    @Test
    void aTableThatComesBackEmptyIsOne() throws Exception {
        assertThat(rehearsed("V20990101000002__drop_and_make.sql", "drop table user_roles")
                        .differences())
                .contains("public.user_roles has null rows after the migration instead of 1")
                .contains("public.user_roles has other rows after the undo scripts than before the migration");
    }

    @Test
    void whereThereIsNoWayBackTheWayForwardIsToldAllTheSame() throws Exception {
        RehearsalReport report = rehearsed("V20990101000003__never_back.sql", "create table never (n int)");

        assertThat(report.differences()).hasSize(1);
        assertThat(report.differences().get(0))
                .startsWith("It can't be reverted: This Roster has no undo script for V20990101000003__never_back.sql");
        assertThat(report.statements())
                .extracting(LockRecorder.Taken::statement)
                .containsExactly("create table never (n int);");
        assertThat(report.migrations()).containsExactly("V20990101000003__never_back.sql");
    }

    @Test
    void anUndoScriptThatFailsIsOne() throws Exception {
        assertThat(rehearsed("V20990101000004__fail_back.sql", "create table odd (n int)")
                        .differences())
                .hasSize(1)
                .allMatch(line ->
                        line.startsWith("It can't be reverted: U20990101000004__fail_back.sql failed, and nothing "
                                + "was changed: ERROR: table \"even\" does not exist"));
    }

    @Test
    void theStrongestLocksAreTold() throws Exception {
        List<LockRecorder.Taken> taken =
                rehearsed("V20990101000003__never_back.sql", """
                        create table beside (n int);
                        create index users_beside on users (created_at);
                        alter table users rename to people;
                        alter table people add column more int;
                        drop table sign_in_failures;
                        comment on table beside is 'done';""").statements();

        assertThat(taken)
                .extracting(LockRecorder.Taken::lock)
                .containsExactly(
                        null,
                        "ShareLock on users",
                        "AccessExclusiveLock on users",
                        null,
                        "AccessExclusiveLock on sign_in_failures",
                        null);
        assertThat(taken.get(3).held()).isEqualTo("AccessExclusiveLock on users");
        assertThat(taken.get(0).held()).isNull();
    }

    @Test
    void whatOnlyASuperuserCanCreateIsNotInTheWay() throws Exception {
        new Schema(database).migrate();
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("create publication everything for all tables");
            statement.execute("create function ddl() returns event_trigger language plpgsql as 'begin end'");
            statement.execute("create event trigger on_ddl on ddl_command_start execute function ddl()");
            statement.execute("create view slowest as select query from pg_stat_statements");
        }

        assertThat(rehearsed("V20990101000003__never_back.sql", "create table never (n int)")
                        .statements())
                .hasSize(1);
    }

    @Test
    void whatFailsSinceTheCopyLacksItSaysSo() throws Exception {
        new Schema(database).migrate();
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("create function mine(float8) returns float8 language internal strict as 'dsin'");
        }

        assertThatThrownBy(() -> rehearsed("V20990101000003__never_back.sql", "select mine(1)"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("does not exist")
                .hasMessageEndingWith(
                        "(the copy lacks what a plain role can't restore: function public.mine(double precision))");
    }

    private RehearsalReport rehearsed(String name, String script) throws Exception {
        new Schema(database).migrate();
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(SOMEBODY);
        }
        Files.writeString(folder.resolve(name), script);
        try (DatabaseCopy copy = DatabaseCopy.ofLive(new Variables(variables::get))) {
            return new Rehearsal(
                            MigrationSettings.from(new Variables(variables::get)),
                            copy,
                            Flyway.configure().locations("classpath:db/migration", "filesystem:" + folder))
                    .run();
        }
    }
}
