package org.kennwilliamson.roster.platform.database;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * PostgreSQL itself checks every statement of the code, as the service's role on the migrated schema: that it parses,
 * that tables, columns and types exist, and that the role may run it.
 */
@Tag("postgresql")
class SqlStatementsTest {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private static TestDatabase database;

    @BeforeAll
    static void migrate() throws SQLException {
        database = TestDatabase.fresh();
        new Schema(database).migrate();
        try (Connection superuser = database.connectAs("postgres");
                Statement jdbc = superuser.createStatement()) {
            // The one right that is an operator's to grant: without it that statement isn't run.
            jdbc.execute("grant execute on function pg_ls_waldir() to roster_service");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void itSuitsTheSchemaAndTheRightsOfTheService(Named statement) throws SQLException {
        try (Connection service = database.connectAs("roster_service");
                Statement jdbc = service.createStatement()) {
            assertThatCode(() -> {
                        jdbc.execute("prepare checked as " + statement.sql().text());
                        jdbc.execute("explain execute checked"
                                + nulls(statement.sql().text()));
                    })
                    .as(statement.sql().text())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void itLooksAtTheStatementsOfEveryFeature() {
        assertThat(statements().map(Named::name))
                .hasSizeGreaterThan(20)
                .contains("UserRepository.FIND", "UserSql.LISTS[7]", "RoleRepository.DELETE", "MonitorSql.COUNT");
    }

    @Test
    void metricsAndLogsCallThemAsTheCodeDoes() {
        assertThat(statements())
                .allSatisfy(statement -> assertThat(statement.sql().name()).isEqualTo(statement.spoken()));
    }

    static Stream<Named> statements() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.kennwilliamson.roster")
                        .stream()
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .flatMap(SqlStatementsTest::statementsOf);
    }

    private static Stream<Named> statementsOf(Field field) {
        String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
        Object value = valueOf(field);
        if (value instanceof Sql sql) {
            return Stream.of(new Named(name, sql));
        }
        if (value instanceof Collection<?> many && many.stream().allMatch(Sql.class::isInstance)) {
            List<Named> named = new ArrayList<>();
            many.forEach(sql -> named.add(new Named(name + "[" + named.size() + "]", (Sql) sql)));
            return named.stream();
        }
        return Stream.empty();
    }

    private static Object valueOf(Field field) {
        if (field.getType() != Sql.class && !Collection.class.isAssignableFrom(field.getType())) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String nulls(String sql) {
        int parameters = PARAMETER
                .matcher(sql)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .max()
                .orElse(0);
        return parameters == 0 ? "" : "(" + String.join(", ", Collections.nCopies(parameters, "null")) + ")";
    }

    record Named(String name, Sql sql) {

        /** {@code UserRolesRepository.LOCK_TO_GRANT} is {@code user-roles.lock-to-grant}; those of a list share one. */
        String spoken() {
            String[] parts = name.replaceFirst("\\[.*", "").split("\\.");
            return parts[0].replaceFirst("(?:Repository|Sql)$", "")
                    .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                    .concat("." + parts[1].replace('_', '-'))
                    .toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
