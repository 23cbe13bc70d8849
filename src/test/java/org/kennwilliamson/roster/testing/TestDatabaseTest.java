package org.kennwilliamson.roster.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestDatabaseTest {
    @Test
    void everyoneGetsADatabaseOfTheirOwnOnOneServer() throws SQLException {
        TestDatabase one = TestDatabase.fresh();
        TestDatabase other = TestDatabase.fresh();
        createThings(one);
        createThings(other);
        assertThat(one.name()).isNotEqualTo(other.name());
        assertThat(one.server().pid()).isEqualTo(other.server().pid());
    }

    private static void createThings(TestDatabase database) throws SQLException {
        try (Connection connection = database.server().connect("roster_owner", database.name());
                Statement statement = connection.createStatement()) {
            statement.execute("create table things (id int)");
        }
    }
}
