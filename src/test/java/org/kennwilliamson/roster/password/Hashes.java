package org.kennwilliamson.roster.password;

import static org.assertj.core.api.Assertions.assertThat;

/** Stored hashes, for tests of other packages. */
public final class Hashes {

    private Hashes() {}

    /** What a check of a password against a stored hash finds. */
    public static Verdict verdict(String password, String hash) {
        return new StoredHashes().verify(password, hash);
    }

    /** Requires that an imported hash is known to be of "correct horse battery", and of nothing else. */
    static void assertOutdated(String hash) {
        assertThat(verdict("correct horse battery", hash)).as(hash).isEqualTo(Verdict.OUTDATED);
        assertThat(verdict("correct horse batterz", hash)).as(hash).isEqualTo(Verdict.WRONG);
        assertThat(StoredHashes.canCheck(hash)).isTrue();
    }
}
