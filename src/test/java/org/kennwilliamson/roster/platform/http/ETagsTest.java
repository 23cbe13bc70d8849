package org.kennwilliamson.roster.platform.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ETagsTest {

    @Test
    void aVersionIsAStrongTag() {
        assertThat(ETags.of(42)).isEqualTo("\"42\"");
    }

    @Test
    void ifMatchTakesAListAndLeavesOutWhatNoVersionHas() {
        assertThat(ETags.required("\"1\", W/\"2\" ,, \"x\",\"3\",")).containsExactly(1L, 2L, 3L);
    }

    /** nginx weakens a tag whose answer it compresses, Apache says with what; the rest are other proxies of either kind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"8\"",
                "W/\"8\"",
                "\"8-gzip\"",
                "W/\"8-gzip\"",
                "\"8-br\"",
                "\"8-zstd\"",
                "\"8-deflate\"",
                "\"8--gzip\""
            })
    void aTagThatAProxyHasChangedIsStillThatVersion(String tag) {
        assertThat(ETags.required(tag)).containsExactly(8L);
        assertThat(ETags.matches(tag, 8)).isTrue();
        assertThat(ETags.matches(tag, 9)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"08\"", "\"8 \"", "\"8-\"", "\"8-9\"", "\"-gzip\"", "\"8gzip\"", "\"99999999999999999999\""})
    void whatNoProxyMakesOfATagIsNoVersion(String tag) {
        assertThat(ETags.required(tag)).isEmpty();
        assertThat(ETags.matches(tag, 8)).isFalse();
    }

    @Test
    void aStarIsAnyVersion() {
        assertThat(ETags.required(" * ")).isSameAs(ETags.ANY);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void withoutIfMatchItIsRequired(String header) {
        assertThatThrownBy(() -> ETags.required(header))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.PRECONDITION_REQUIRED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "1\"", "\"1\" \"2\"", "\"1\"x", ","})
    void whatIsNoListOfTagsIsRefused(String header) {
        assertThatThrownBy(() -> ETags.required(header))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.INVALID_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "W/\"7\"", "\"6\", \"7\"", "*"})
    void ifNoneMatchComparesWeakly(String header) {
        assertThat(ETags.matches(header, 7)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"\"70\"", "\"x7\"", "\"\""})
    void anotherTagOrNoneDoesNotMatch(String header) {
        assertThat(ETags.matches(header, 7)).isFalse();
    }
}
