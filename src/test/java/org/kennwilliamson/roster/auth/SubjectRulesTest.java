package org.kennwilliamson.roster.auth;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SubjectRulesTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "anonymous", "operator", "system", "a\u0000b", "a\nb", "\ud800"})
    void whatCannotBeShownOrIsSomebodyElsesIsNoSubject(String subject) {
        assertThat(SubjectRules.isValid(subject)).isFalse();
    }

    @Test
    void aServicesNameIsOne() {
        assertThat(SubjectRules.isValid("the-site's back end")).isTrue();
        assertThat(SubjectRules.isReserved("the-site's back end")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90", "0198F3A1-7D2E-7C31-9F04-5B8D2C6A1E90", "1-1-1-1-1"})
    void whatJavaTakesForAnIdIsForTokensOfASession(String subject) {
        assertThat(SubjectRules.isReserved(subject)).isTrue();
    }
}
