package org.kennwilliamson.roster.platform.http;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CursorTest {

    @Test
    void aCursorLeadsBackToItsIdAndNeedsNoEncodingInAnAddress() {
        UUID id = UUID.fromString("0198f3a1-7d2e-7c31-9f04-ffffffffffff");

        String cursor = Cursor.of(id);

        assertThat(cursor).matches("[A-Za-z0-9_-]{22}");
        assertThat(Cursor.parse(cursor)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AZjzoX0ufDGfBFuNLGoe", "AZjzoX0ufDGfBFuNLGoekAAA", "AZjzoX0ufDGfBFuNLGoek!"})
    void whatNoPageHasHandedOutIsRefused(String cursor) {
        assertThatThrownBy(() -> Cursor.parse(cursor)).isInstanceOf(ProblemException.class);
    }
}
