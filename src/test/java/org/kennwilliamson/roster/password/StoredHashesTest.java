package org.kennwilliamson.roster.password;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The argon2 hashes were made by libargon2, those of bcrypt by libxcrypt; neither shares code with Password4j. */
class StoredHashesTest {

    private static final String PASSWORD = "correct horse battery";

    private final StoredHashes hashes = new StoredHashes();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U",
                "$argon2i$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$1dRQTFAC64AUomnZLAay3swtL3hXhe0yaoxl46oKSFo",
                "$argon2d$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$Q8z6qAc7FxJTpDNop9nI5HoHvp8p6DTfk8H5NqU7Tlo",
                "$argon2i$v=16$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$izvIKt5xfCSlhxlwv97fmY9gWZzvTTOHRcTadsb+LMo",
                "$argon2id$v=19$m=4096,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$KOK/eSCcN70jb7Mg1P4sZbyG+TJc6K+ngt+BZQlGIm4",
                "$argon2d$v=19$m=1000,t=3,p=3$c29tZXNhbHRzb21lc2FsdA$6JEQ4mgQmDuBwzvV5l1RStC7Jn9T29B0yy0DhEiOjLw",
                "$argon2i$v=19$m=1024,t=2,p=4$c29tZXNhbHRzb21lc2FsdA$hZRqo887tayQBe4AaMLDaDqxLPNF6Zr7HrMM+noFR3g",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$/k7aaiyAfiKGiFyJ+RrJ3w",
                "$argon2id$v=19$m=19456,t=2,p=1$OGJ5dGVzISE$YeSgbo0Ap+NDvYfu8zMWy9MlaQ7xDP5b",
                "$2a$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.",
                "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
                "$2y$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo."
            })
    void importedHashesAreCheckedAndOutdated(String hash) {
        assertThat(hashes.verify(PASSWORD, hash)).isEqualTo(new Verdict(true, true));
        assertThat(hashes.verify("correct horse batterz", hash)).isEqualTo(new Verdict(false, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "y"})
    void everyBcryptReadsTextBeyondAscii(String minor) {
        String hash = "$2" + minor + "$05$abcdefghijklmnopqrstuuEpYixJGEIsf3WsN.JMOTDR/wv8lX0bi";

        assertThat(hashes.verify("pässwörd-ünïcödé", hash).matches()).isTrue();
        assertThat(hashes.verify("password-unicode", hash).matches()).isFalse();
    }

    @Test
    void bcryptReads72BytesAndNoMore() {
        String hash = "$2y$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
        String bytes = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

        assertThat(hashes.verify(bytes + "chars after 72 are ignored", hash).matches())
                .isTrue();
        assertThat(hashes.verify(bytes, hash).matches()).isTrue();
        assertThat(hashes.verify(bytes.substring(1), hash).matches()).isFalse();
    }

    @Test
    void aPasswordThatBcryptWouldMistakeForAnotherNeverMatches() {
        String hash = "$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.";

        assertThat(hashes.verify(PASSWORD + "\0" + PASSWORD, hash).matches()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                PASSWORD,
                "$1$abcdefgh$VvK1Ue3eWZ8VKhZyPFsPi1",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$",
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U=",
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92Uab",
                "$argon2id$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U",
                "$argon2id$v=19$m=19457,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$oOKExAUUJ7bsFNzb6LN6gF1GinDWki6Ev03XsbrQGqo",
                "$argon2id$v=19$m=99999999999,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$oOKExAUUJ7bsFNzb6LN6gF1GinDWki6Ev03XsbrQGqo",
                "$argon2id$v=19$m=1024,t=11,p=1$c29tZXNhbHRzb21lc2FsdA$6d34wXkRPQC+M94enOFiUCTFyCye5Q/V+ldDAPIs+CU",
                "$argon2id$v=19$m=1024,t=2,p=5$c29tZXNhbHRzb21lc2FsdA$m+7ikFBDaFUsMSMUV4GK3KM/26MDJoo+zRrs4QdaFBM",
                "$argon2id$v=19$m=31,t=2,p=4$c29tZXNhbHRzb21lc2FsdA$m+7ikFBDaFUsMSMUV4GK3KM/26MDJoo+zRrs4QdaFBM",
                "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$orRTXmMj9o6AbAnk",
                "$2b$03$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
                "$2b$14$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
                "$2x$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.",
                "$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo"
            })
    void whatCantBeCheckedNeverMatchesAndCostsAsMuchAsWhatCan(String hash) {
        long before = allocated();
        assertThat(hashes.verify(PASSWORD, hash).matches()).isFalse();

        assertThat(allocated() - before)
                .as("the memory of one argon2id with today's parameters was filled")
                .isGreaterThanOrEqualTo(19_456 * 1024);
    }

    @Test
    void moreSetsOfParametersThanFitIntoMemoryAreNotChecked() {
        String spring =
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U";
        String other =
                "$argon2i$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$1dRQTFAC64AUomnZLAay3swtL3hXhe0yaoxl46oKSFo";

        hashes.verify(PASSWORD, spring);
        hashes.verify(PASSWORD, spring.replace("m=4096", "m=16384"));

        assertThat(hashes.verify(PASSWORD, other).matches()).isFalse();
        assertThat(hashes.verify(PASSWORD, spring).matches())
                .as("one that was seen before")
                .isTrue();
    }

    @Test
    void whatCantBeReadIsToldOnceAndNotShown() {
        List<LogRecord> records = recordsWhile(() -> {
            hashes.verify(PASSWORD, null);
            hashes.verify(PASSWORD, "{MD5}unreadable-one");
            hashes.verify(PASSWORD, "{MD5}unreadable-two");
        });

        assertThat(records).hasSize(1);
        assertThat(records.get(0).getLevel().getName()).isEqualTo("WARN");
        assertThat(records.get(0).getMessage())
                .contains("is neither argon2 nor bcrypt")
                .doesNotContain("MD5", "unreadable", PASSWORD);
    }

    private static List<LogRecord> recordsWhile(Runnable work) {
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                records.add(logged);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(StoredHashes.class.getName());
        logger.addHandler(handler);
        try {
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return records;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
