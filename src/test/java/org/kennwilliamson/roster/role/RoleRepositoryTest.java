package org.kennwilliamson.roster.role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.CommandDatabase;
import org.kennwilliamson.roster.platform.database.ConditionalUpdate;
import org.kennwilliamson.roster.platform.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A role whose deletion takes longer than a statement may. */
class RoleRepositoryTest {

    private static final String GUESTS = """
            insert into roles (name) values ('guest');
            with made as (
                insert into users (email) select 'guest' || n || '@example.org' from generate_series(1, %d) as n returning id
            )
            insert into user_roles (user_id, role_id) select made.id, roles.id from made, roles where name = 'guest'""";

    private final TestDatabase database = TestDatabase.fresh();

    @BeforeEach
    void thereIsASchema() {
        new Schema(database).migrate();
    }

    @Test
    void oneOfManyUsersIsAProblemThatSaysWhatToDoAndGoesOnceItIsRevokedInSlices() throws SQLException, IOException {
        execute(GUESTS.formatted(20_000));
        try (Connection holder = holderOfOneUser()) {
            assertThatThrownBy(this::delete)
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                            .isEqualTo(ProblemType.ROLE_PROTECTED))
                    .hasMessageContaining("too many users")
                    .hasMessageContaining("nothing was changed");
            assertThat(holder.isClosed()).isFalse();
        }
        assertThat(database.number("select count(*) from user_roles")).isEqualTo(20_000);

        String slice = Files.readString(Path.of("docs", "operations.md"))
                .replaceFirst("(?s).*```sql\\n(with role .*?)```.*", "$1");
        execute(slice);
        assertThat(database.number("select count(*) from user_roles")).isEqualTo(10_000);
        assertThat(database.number("select count(*) from users where version = 2"))
                .isEqualTo(10_000);
        execute(slice);

        delete();

        assertThat(database.number("select count(*) from roles where name = 'guest'"))
                .isZero();
    }

    @Test
    void oneOfFewUsersWaitsForSomebodyAndMayBeDeletedAgainInAMoment() throws SQLException {
        execute(GUESTS.formatted(10));
        try (Connection holder = holderOfOneUser()) {
            assertThatThrownBy(this::delete).isInstanceOf(DatabaseUnavailableException.class);
            assertThat(holder.isClosed()).isFalse();
        }
    }

    private Connection holderOfOneUser() throws SQLException {
        Connection holder = database.connectAs("postgres");
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("select from users where email = 'guest1@example.org' for update");
        }
        return holder;
    }

    private ConditionalUpdate<Void> delete() {
        try (CommandDatabase service = CommandDatabase.of(new Variables(database.environment()::get))) {
            return service.answer(new RoleRepository(service.database())
                    .delete("guest", ConditionalUpdate.ANY_VERSION, AuditContext.OPERATOR));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection service = database.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute(sql);
        }
    }
}
