package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code roster seed} of the packaged program. */
@Tag("program")
class SeedIT {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void peopleAreAddedOnce() {
        new Schema(database).migrate();

        assertThat(run(0)).isEqualTo("Added 20 users\n");
        assertThat(run(0)).isEqualTo("Added 0 users\n");
        assertThat(database.number("select count(*) from user_roles")).isPositive();
    }

    @Test
    void aSiteThatHasPeopleIsLeftAlone() throws SQLException {
        new Schema(database).migrate();
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("insert into users (email) values ('real@kennwilliamson.org')");
        }

        assertThat(run(1))
                .contains("1 users who may be real; nothing was loaded")
                .hasLineCount(1);
        assertThat(database.number("select count(*) from users")).isOne();

        assertThat(run(0, "--yes")).isEqualTo("Added 20 users\n");
    }

    @Test
    void withoutASchemaItSaysWhatToDo() {
        assertThat(run(1)).isEqualTo("roster seed: There are no tables yet: roster migrate run creates them\n");
        assertThat(run(2, "everything")).contains("Try 'roster seed --help'.");
        assertThat(run(0, "--help")).contains("Example: roster migrate run && roster seed");
    }

    private String run(int code, String... arguments) {
        String[] all = Stream.concat(Stream.of("seed"), Stream.of(arguments)).toArray(String[]::new);
        try (RosterProcess roster = RosterProcess.start(database.environment(), all)) {
            return roster.ended(code);
        }
    }
}
