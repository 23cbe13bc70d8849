package org.kennwilliamson.roster.http;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {

    private record Text(@PlainText(max = 3) String text) {}

    private final PlainText.Validator validator = new PlainText.Validator();

    @BeforeEach
    void atMostThreeCharacters() throws NoSuchFieldException {
        validator.initialize(Text.class.getDeclaredField("text").getAnnotation(PlainText.class));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"a", "abc", "a b", "äöü", "𝄞𝄞𝄞", "\u00a0a", "\u200b", "\ue000"})
    void aLineOfTextIsValid(String text) {
        assertThat(validator.isValid(text, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003", "abcd", "𝄞𝄞𝄞𝄞"})
    void nothingOrTooMuchIsNot(String text) {
        assertThat(validator.isValid(text, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x09, 0x0a, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x9f, 0xd800, 0xdbff, 0xdc00, 0xdfff})
    void aControlCharacterOrHalfACharacterIsNot(int character) {
        assertThat(validator.isValid("a" + (char) character, null)).isFalse();
        assertThat(validator.isValid((char) character + "a", null)).isFalse();
        assertThat(PlainText.Validator.isPlain("a" + (char) character)).isFalse();
    }

    @Test
    void halvesInTheWrongOrderAreNoCharacter() {
        assertThat(validator.isValid("\udd1e\ud834", null)).isFalse();
        assertThat(validator.isValid("\ud834\udd1e", null)).isTrue();
    }
}
