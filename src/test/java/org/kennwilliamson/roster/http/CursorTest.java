package org.kennwilliamson.roster.http;

import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CursorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90",
                "01234567-89ab-cdef-fbff-fefbffbfefff",
            })
    void itLeadsBackToItsIdAndFitsIntoAnAddress(UUID id) {
        String cursor = Cursor.of(id);

        assertThat(Cursor.parse(cursor)).isEqualTo(id);
        assertThat(cursor).matches("[A-Za-z0-9_-]{22}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "!",
                "\0",
                "ä",
                "AAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "++++++++++++++++++++++"
            })
    void whatNoPageHandedOutIsRefused(String cursor) {
        assertThatThrownBy(() -> Cursor.parse(cursor))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.violations())
                        .singleElement()
                        .satisfies(violation -> assertThat(violation.field()).isEqualTo("after")));
    }
}
