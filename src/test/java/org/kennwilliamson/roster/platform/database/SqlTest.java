package org.kennwilliamson.roster.platform.database;

import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("postgresql")
class SqlTest {

    private static final String TEXT = "select count(*) from pg_class where relname = $1";

    private static final Sql STATE = new Sql("test.state", """
            select coalesce(sum(generic_plans), 0)::int as once, count(*)::int as kept
            from pg_prepared_statements
            where statement like '%' || $1
            """);

    /** It has one connection for all of these. */
    private final CommandDatabase command =
            CommandDatabase.of(new Variables(TestDatabase.fresh().environment()::get));

    @AfterEach
    void close() {
        command.close();
    }

    @Test
    void aStatementIsPlannedOnceForAllOfItsValues() {
        run(new Sql("test.text", TEXT), 10);

        assertThat(state("once")).isPositive();
        assertThat(state("kept")).isOne();
    }

    @Test
    void itMayBeLongerThanTheClientKeepsByDefault() {
        run(new Sql("test.text", TEXT + " ".repeat(4_000) + TEXT.replace("select", "union all select")), 10);

        assertThat(state("once")).isPositive();
    }

    @Test
    void oneWhosePlanDependsOnItsValuesIsPlannedEachTime() {
        run(Sql.plannedEachTime("test.text", TEXT), 10);

        assertThat(state("kept")).isZero();
    }

    private void run(Sql sql, int times) {
        for (int i = 0; i < times; i++) {
            command.answer(command.database().run(sql, Tuple.of("pg_class")));
        }
    }

    private int state(String column) {
        return command.answer(command.database().run(STATE, Tuple.of(TEXT.replace("select ", ""))))
                .iterator()
                .next()
                .getInteger(column);
    }
}
