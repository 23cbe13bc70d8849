package org.kennwilliamson.roster.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.problem.ProblemException;
import org.kennwilliamson.roster.problem.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ETagsTest {

    @Test
    void aTagIsTheVersionInQuotes() {
        assertThat(ETags.of(42)).isEqualTo("\"42\"");
        assertThat(ETags.required(ETags.of(42))).containsExactly(42L);
        assertThat(ETags.required(ETags.of(Long.MAX_VALUE / 10))).containsExactly(Long.MAX_VALUE / 10);
    }

    @Test
    void aStarStandsForEveryVersion() {
        assertThat(ETags.required("*")).isSameAs(ETags.ANY);
        assertThat(ETags.required(" * ")).isSameAs(ETags.ANY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"1\"                 | 1",
                "\"1\", \"2\"          | 1 2",
                "\"1\",\"2\",\"3\"     | 1 2 3",
                "\"1\" , \"x,y\"       | 1",
                "W/\"1\", \"2\"        | 2",
                "W/\"1\"               | ``",
                "\"\"                  | ``",
                "\"x\"                 | ``",
                "\"-1\"                | ``",
                "\"01\"                | ``",
                "\" 1\"                | ``",
                "\"9999999999999999999999\" | ``",
            })
    void onlyStrongTagsOfVersionsCanMatch(String ifMatch, String versions) {
        assertThat(ETags.required(ifMatch))
                .extracting(Object::toString)
                .containsExactly(versions.isEmpty() ? new String[0] : versions.split(" "));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aChangeNeedsTheHeader(String ifMatch) {
        assertThatThrownBy(() -> ETags.required(ifMatch))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.PRECONDITION_REQUIRED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "\"1", "1\"", "\"1\" \"2\"", "\"1\";", "w/\"1\"", "W/1", "*, \"1\"", "\"1\", *", ",\"1\""})
    void aHeaderThatIsNoListOfTagsIsTheClientsMistake(String value) {
        assertThatThrownBy(() -> ETags.required(value)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(problem.violations()).singleElement().satisfies(violation -> assertThat(
                            violation.field() + " in " + violation.in())
                    .isEqualTo("If-Match in header"));
        });
        assertThatThrownBy(() -> ETags.matches(value, 1)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "W/\"7\"", "*", "\"1\", W/\"7\"", "\"x\", \"7\""})
    void aClientThatHasTheVersionHasItWeaklyToo(String ifNoneMatch) {
        assertThat(ETags.matches(ifNoneMatch, 7)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"\"8\"", "\"77\"", "\"07\"", "W/\"8\", \"x\"", "\"\""})
    void aClientThatHasAnotherVersionOrNoneGetsThisOne(String ifNoneMatch) {
        assertThat(ETags.matches(ifNoneMatch, 7)).isFalse();
    }
}
