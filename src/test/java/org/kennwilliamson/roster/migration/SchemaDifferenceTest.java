package org.kennwilliamson.roster.migration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an undo script that doesn't undo all of it leaves behind. */
class SchemaDifferenceTest {

    private static final String BEFORE = "-- A comment\n\ncreate table a (\n    id int,\n    b text\n);";

    @Test
    void theSameSchemaDiffersInNothing() {
        assertThat(SchemaDifference.between(BEFORE, BEFORE)).isEmpty();
    }

    @Test
    void whatIsLostAndWhatIsLeftIsNamed() {
        String after = "create table a (\n    id int,\n    b varchar\n);\ncreate index c on a (id);";

        assertThat(SchemaDifference.between(BEFORE, after))
                .containsExactly(
                        "The undo scripts lose: b text",
                        "The undo scripts leave: b varchar",
                        "The undo scripts leave: create index c on a (id);");
    }

    @Test
    void columnsInAnotherOrderAreADifference() {
        assertThat(SchemaDifference.between("a,\nb,", "b,\na,"))
                .containsExactly("The schema's order is another one than before");
    }
}
