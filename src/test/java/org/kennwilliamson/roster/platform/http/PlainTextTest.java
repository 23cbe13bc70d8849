package org.kennwilliamson.roster.platform.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "Ada Lovelace", "Béla", "李雷", "👩‍🚀", "<b>%_\\'\""})
    void aLineInAnyScriptIsPlain(String text) {
        assertThat(PlainText.Validator.isPlain(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\tb", "\u007f", "a\ud83d", "\udc69a"})
    void controlCharactersAndHalvesOfCharactersAreNot(String text) {
        assertThat(PlainText.Validator.isPlain(text)).isFalse();
    }
}
