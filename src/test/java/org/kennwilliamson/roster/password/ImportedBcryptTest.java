package org.kennwilliamson.roster.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.password.Hashes.assertOutdated;

/** Bcrypt; the hashes were made by libxcrypt, by Apache's htpasswd, by pyca's bcrypt 5.0 and by Django 5.2. */
class ImportedBcryptTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String SEEN_BY_BCRYPT =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final StoredHashes hashes = new StoredHashes();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.",
                "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
                "$2y$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.",
                "$2y$05$abcdefghijklmnopqrstuvD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.",
                "bcrypt$$2b$05$NgzBib5PceqlScDLXsus7ubdgxjA8KEE5fWNXvy7tjhRGkEb5eCJa",
                "bcrypt_sha256$$2b$05$/E2Cl6suVyR4bn.J6fooWuBAnnNzF4fRDgpG0zjt5jco7RVjXe70a"
            })
    void bcryptIsChecked(String hash) {
        assertOutdated(hash);
    }

    @Test
    void ofWhatBcryptDidNotSeeWholeNoOtherHashIsMade() {
        String hash = "$2y$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";

        assertThat(hashes.verify(SEEN_BY_BCRYPT + "tail-that-no1", hash)).isEqualTo(Verdict.RIGHT);
        assertThat(hashes.verify(SEEN_BY_BCRYPT + "another tail", hash)).isEqualTo(Verdict.RIGHT);
        assertThat(hashes.verify(SEEN_BY_BCRYPT, hash))
                .as("nor of exactly 72 bytes, which may be the beginning of more")
                .isEqualTo(Verdict.RIGHT);
        assertThat(hashes.verify(SEEN_BY_BCRYPT.substring(1), hash)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void whatBcryptSawTheEndOfIsHashedAgain() {
        String of71 = "$2b$05$abcdefghijklmnopqrstuua4cI5kRltpWhR1kYKGZBo9ct1SFvSem";
        String of71InUtf8 = "$2b$05$abcdefghijklmnopqrstuuWvvw1pO9IufFg2L20sgcVxNXYIZtSpK";
        String ofSha256 = "bcrypt_sha256$$2b$05$b924lUpExCJwY9PgBlSFEe3GyUwIyZQUiKjPLvObmBxCMS5fe2WFq";

        assertThat(hashes.verify(SEEN_BY_BCRYPT.substring(0, 71), of71)).isEqualTo(Verdict.OUTDATED);
        assertThat(hashes.verify(SEEN_BY_BCRYPT, of71)).isEqualTo(Verdict.WRONG);
        assertThat(hashes.verify("ä".repeat(35) + "x", of71InUtf8)).isEqualTo(Verdict.OUTDATED);
        assertThat(hashes.verify(SEEN_BY_BCRYPT + "tail-that-no1", ofSha256)).isEqualTo(Verdict.OUTDATED);
        assertThat(hashes.verify(SEEN_BY_BCRYPT + "tail-that-no2", ofSha256)).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.",
                "$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.",
                "$2y$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo."
            })
    void aPasswordThatBcryptWouldMistakeForAnotherNeverMatches(String hash) {
        assertThat(hashes.verify(PASSWORD + "\0" + PASSWORD, hash)).isEqualTo(Verdict.WRONG);
        assertThat(hashes.verify(PASSWORD + "\0", hash)).isEqualTo(Verdict.WRONG);
    }
}
