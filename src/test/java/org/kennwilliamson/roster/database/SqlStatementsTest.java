package org.kennwilliamson.roster.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * PostgreSQL prepares and plans every statement of the code on the migrated schema, as the service's role: what doesn't
 * match the schema, or needs a right that the service lacks, fails the build with its name.
 */
class SqlStatementsTest {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private static final Map<String, Sql> STATEMENTS_BY_NAME = SqlConstants.ofProduction();
    static final Set<String> STATEMENTS = STATEMENTS_BY_NAME.keySet();

    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
        new Schema(database).migrate();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("STATEMENTS")
    void everyStatementFitsTheSchemaAndTheServicesRights(String name) {
        String text = STATEMENTS_BY_NAME.get(name).text();
        assertThatCode(() -> explain(text)).as("%s:%n%s", name, text).doesNotThrowAnyException();
    }

    @Test
    void noStatementIsMissed() {
        assertThat(STATEMENTS)
                .hasSizeGreaterThanOrEqualTo(27)
                .contains(
                        "UserRepository.FIND",
                        "UserRepository.CREATE",
                        "UserRolesRepository.REPLACE",
                        "UserSql.OF_ROLE",
                        "UserSql.LISTS[0]",
                        "UserSql.LISTS[7]",
                        "RoleRepository.DELETE",
                        "DatabaseMonitor.COUNT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42703 | select display_nam from users where id = $1",
                "42P01 | select id from usrs where id = $1 and email = $2",
                "42883 | select id from users where version = any($1::text[])",
                "42501 | delete from flyway_schema_history where version = $1",
            })
    void whatDoesNotFitIsNoticed(String state, String text) {
        assertThatThrownBy(() -> explain(text))
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                        .isEqualTo(state));
    }

    /** Planning checks names and types, and starting the plan checks rights; nothing is executed. */
    private static void explain(String text) throws SQLException {
        try (Connection service = database.connectAs("roster_service");
                Statement statement = service.createStatement()) {
            statement.execute("prepare checked as " + text);
            statement.execute("explain execute checked" + nulls(text));
        }
    }

    private static String nulls(String text) {
        int parameters = PARAMETER
                .matcher(text)
                .results()
                .mapToInt(parameter -> Integer.parseInt(parameter.group(1)))
                .max()
                .orElse(0);
        return parameters == 0 ? "" : "(" + String.join(", ", Collections.nCopies(parameters, "null")) + ")";
    }
}
