package org.kennwilliamson.roster.password;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordRulesTest {

    private static final String COMMON = "must be harder to guess than common words, repetitions and sequences";
    private static final String OWN = "must be more than the user's own e-mail address and a few characters";

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "Password123!",
                "P@ssw0rd1234",
                "drowssap1234",
                "qwertyuiop12",
                "1q2w3e4r5t6y",
                "111111111111",
                "123456789012",
                "abcdefghijkl",
                "abcabcabcabc",
                "aaaaaaaaaaaaaaaa",
                "letmeinletmein",
                "passwordpassword",
                "administrator"
            })
    void whatIsCommonIsRefused(String password) {
        assertRefused(password, "grace@example.org", COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P@ssw0rdP@ssw0rd",
                "P@ssw0rdPassword",
                "Password-Password!",
                "dragon1Dragon1dragon1",
                "qk7qk7qk7qk7",
                "20261127202611",
                "2026112720261127",
                "27.11.1990-27.11.1990",
                "27111990!!!!",
                "1990-11-27!!",
                "112719901990",
                "27/11/26 27/11/26",
                "Sommer2026!!",
                "Sommer-2026!",
                "S0mmer2026!!",
                "WINTER2025!!",
                "Frühling2026!",
                "Herbst 2026!",
                "December2025#1",
                "Passwort2026!",
                "Willkommen123!",
                "2026Printemps!",
                "Monday2026123!"
            })
    void whatIsDoubledOrFromTheCalendarIsRefused(String password) {
        assertRefused(password, "grace@example.org", COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ab", "password", "İ", "😀"})
    void repeatingDoesNotHelpHoweverLong(String piece) {
        assertRefused(piece.repeat(200 / piece.length()), "grace@example.org", COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada.lovelace@example.org",
                "Ada.Lovelace@Example.org",
                "ada.lovelace1",
                "AdaLovelace1815",
                "lovelace.ada12",
                "4d4.l0v3l4c3!",
                "ecalevol.ada1",
                "example.org1234"
            })
    void aUsersOwnAddressIsRefusedButNotAnothers(String password) {
        assertRefused(password, "ada.lovelace@example.org", OWN);
        assertAccepted(password, "grace@navy.mil");
    }

    @Test
    void anAddressMayBeLong() {
        String email = "kq7x-w2vz-9mbt-4hjp-r8dc-y3nf-6gls-".repeat(6) + "@example.org";

        assertRefused(email.substring(0, 200), email, OWN);
    }

    @ParameterizedTest
    @CsvSource({
        "correct horse battery, grace@example.org",
        "another horse battery, grace@example.org",
        "a-long-secret,         grace@example.org",
        "the-first-secret,      grace@example.org",
        "ünïcödé 𝄞 secret,      grace@example.org",
        "k3J9xQ2mVb7Z,          grace@example.org",
        "ag7hq2lfm9xz,          grace@example.org",
        "480392157264,          grace@example.org",
        "a-long-secret-of-ada,  grace@example.org",
        "a-long-secret-of-ada,  ada@example.org",
        "correct horse battery, a@b.cd",
        "summer evening by a lake, grace@example.org",
        "kq7x-w2vz-kq7x-r8dc,   grace@example.org",
        "born on 27.11.1990 in a barn, grace@example.org"
    })
    void whatIsHardToGuessIsAccepted(String password, String email) {
        assertAccepted(password, email);
    }

    private void assertAccepted(String password, String email) {
        assertThatCode(() -> rules.check(password, email)).doesNotThrowAnyException();
    }

    private void assertRefused(String password, String email, String reason) {
        assertThatThrownBy(() -> rules.check(password, email))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
                    assertThat(problem.violations()).isEqualTo(List.of(Violation.inBody("password", reason)));
                });
    }
}
