package org.kennwilliamson.roster.password;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.Violation;

/** Refuses new passwords that somebody who tries common ones, or knows the user's address, would soon find. */
final class PasswordRules {

    /**
     * What a password has to withstand online, where each guess is a request: Florêncio, Herley and van Oorschot, "An
     * Administrator's Guide to Internet Password Research" (LISA 2014). zxcvbn calls less than that "very guessable".
     * Against somebody who has the hashes argon2id helps; asking for more here refuses ordinary phrases.
     */
    private static final double FEWEST_GUESSES = 1e6;

    /** Shorter pieces are in any password. */
    private static final int SHORTEST_PIECE = 3;

    /** Throws a problem that names the reason. It takes milliseconds: not for an event loop. */
    void check(String password, String email) {
        if (GuessEstimator.of(password, pieces(email.toLowerCase(Locale.ROOT))) < FEWEST_GUESSES) {
            throw ProblemException.invalid(Violation.inBody(
                    "password",
                    GuessEstimator.of(password, List.of()) < FEWEST_GUESSES
                            ? "must be harder to guess than common words, repetitions and sequences"
                            : "must be more than the user's own e-mail address and a few characters"));
        }
    }

    /** The whole, its two sides, and the words in it. */
    private static List<String> pieces(String email) {
        return Stream.of(Stream.of(email), Arrays.stream(email.split("@")), Arrays.stream(email.split("[^a-z0-9]+")))
                .flatMap(pieces -> pieces)
                .filter(piece -> piece.length() >= SHORTEST_PIECE)
                .toList();
    }
}
