package org.kennwilliamson.roster.password;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is stored is checked, or called uncheckable; neither is cheaper for an attacker. */
class StoredHashesTest {

    private static final int KIB_OF_ARGON2ID = 19_456;
    private static final String PASSWORD = "correct horse battery";

    private final StoredHashes hashes = new StoredHashes();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$05$abcdefghijklmnopqrstuuEpYixJGEIsf3WsN.JMOTDR/wv8lX0bi",
                "$2b$05$abcdefghijklmnopqrstuuEpYixJGEIsf3WsN.JMOTDR/wv8lX0bi",
                "$2y$05$abcdefghijklmnopqrstuuEpYixJGEIsf3WsN.JMOTDR/wv8lX0bi",
                "$pbkdf2-sha256$i=1000$c29tZXNhbHRzb21lc2FsdA$/qJ2Q28xqji1sOTvwdJAVZ/+iZAE1fpzzikaihTTUog"
            })
    void everyKindReadsTextBeyondAscii(String hash) {
        assertThat(hashes.verify("pässwörd-ünïcödé", hash)).isEqualTo(Verdict.OUTDATED);
        assertThat(hashes.verify("password-unicode", hash)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void halfACharacterIsNoQuestionMark() {
        String hash = Argon2id.hash("seven herons?");

        assertThat(hashes.verify("seven herons?", hash)).isEqualTo(Verdict.RIGHT);
        assertThat(hashes.verify("seven herons\uD83D", hash)).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                PASSWORD,
                "$1$abcdefgh$VvK1Ue3eWZ8VKhZyPFsPi1",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$",
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92Uab",
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U==",
                "$argon2id$v=18$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U",
                "$argon2id$v=19$m=4096,t=3,p=1,m=4096$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U",
                "$argon2id$v=19$m=4096,t=3,p=1,k=7$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U",
                "$argon2id$v=19$m=4096,t=3$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U",
                "$argon2id$v=19$m=65537,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$1Ty3L3ljskS9kD0YFujDkrNlQTc6plsVMB3aw7kqajg",
                "$argon2id$v=19$m=65536,t=6,p=1$c29tZXNhbHRzb21lc2FsdA$i2u/mlC9xKahBXeYzlfsq3lO/Wt4ZsAkKbjHCTV/lGU",
                "$argon2id$v=19$m=99999999999,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$oOKExAUUJ7bsFNzb6LN6gF1GinDWki6Ev03XsbrQGqo",
                "$argon2id$v=19$m=1024,t=0,p=1$c29tZXNhbHRzb21lc2FsdA$6d34wXkRPQC+M94enOFiUCTFyCye5Q/V+ldDAPIs+CU",
                "$argon2id$v=19$m=31,t=2,p=4$c29tZXNhbHRzb21lc2FsdA$m+7ikFBDaFUsMSMUV4GK3KM/26MDJoo+zRrs4QdaFBM",
                "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$orRTXmMj9o6AbAnk",
                "$2b$03$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
                "$2b$14$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
                "$2x$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.",
                "$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo",
                "pbkdf2_sha256$2000001$somesaltsomesaltsomesa$xZehJqjrziWu4+1TppZSGOtGciwN8xrOcGjUEbKvdX0=",
                "pbkdf2_sha256$0$somesaltsomesaltsomesa$xZehJqjrziWu4+1TppZSGOtGciwN8xrOcGjUEbKvdX0=",
                "$pbkdf2-sha256$i=1000,l=16$c29tZXNhbHRzb21lc2FsdA$aU5r+5gCD+6tnd95x/wf21lKAx9jm7WuJ4R8fImlN7I",
                "$pbkdf2-sha256$i=1000001$c29tZXNhbHRzb21lc2FsdA$aU5r+5gCD+6tnd95x/wf21lKAx9jm7WuJ4R8fImlN7IAnm5ZnIF5PoBbDB4Xy3mOCI27719xsmp69xaioiYmPA",
                "$scrypt$ln=17,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$/uXMByWhvpoEqVpQpijI1afU2tUvyQPehBEW1UvJYlQ",
                "$scrypt$ln=16,r=8,p=3$c29tZXNhbHRzb21lc2FsdA$QSumqB6mHTMMg6YbUS7g2U4ghJj0JI1egr/+BY9D/OY",
                "$scrypt$ln=16,r=1,p=1$c29tZXNhbHRzb21lc2FsdA$QSumqB6mHTMMg6YbUS7g2U4ghJj0JI1egr/+BY9D/OY",
                "$scrypt$ln=31,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$QSumqB6mHTMMg6YbUS7g2U4ghJj0JI1egr/+BY9D/OY",
                "scrypt$1000$somesaltsome$8$1$vxszxkLTZh59JlrtutFrT7/keQ7FlQq31G/+xt1WQZZKdJT5YTbfGqsOWTPzuAsUwktIWrsMjACI3mT7O3KJ4w=="
            })
    void whatCannotBeCheckedIsNotCalledWrongAndCostsAsMuchAsWhatCan(String hash) {
        assertThat(costlyVerdict(hash)).isEqualTo(Verdict.UNCHECKABLE);
        assertThat(StoredHashes.canCheck(hash)).isFalse();
    }

    @Test
    void nobodysPasswordIsWrongAndCostsAsMuchAsSomebodys() {
        assertThat(costlyVerdict(null)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void twoHashesOfTheMostMemoryAreComputedOneAfterTheOther() {
        AtomicInteger atOnce = new AtomicInteger();
        Supplier<Integer> work = () -> HashingMemory.within(HashingMemory.MOST_KIB, () -> {
            int others = atOnce.getAndIncrement();
            StoredHashes.canCheck("$2b$05$abcdefghijklmnopqrstuuD3mHdCr44zlIZ.VZCaYRpfQhXMYnEo.");
            atOnce.decrementAndGet();
            return others;
        });

        List<CompletableFuture<Integer>> all = IntStream.range(0, 100)
                .mapToObj(each -> CompletableFuture.supplyAsync(work))
                .toList();

        assertThat(all).extracting(CompletableFuture::join).containsOnly(0);
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
                .contains("of a kind that Roster can't check")
                .doesNotContain("MD5", "unreadable", PASSWORD);
    }

    /** The verdict on a password's hash, which was not to be had before the memory of one argon2id with today's parameters was free. */
    private Verdict costlyVerdict(String hash) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        Thread thread = new Thread(() -> verdict.completeAsync(() -> hashes.verify(PASSWORD, hash), Runnable::run));
        HashingMemory.within(HashingMemory.MOST_KIB - KIB_OF_ARGON2ID + 1, () -> {
            thread.start();
            while (!verdict.isDone() && !waitsForMemory(thread)) {
                Thread.onSpinWait();
            }
            assertThat(verdict.isDone()).as("without its memory").isFalse();
            return null;
        });
        return verdict.join();
    }

    private static boolean waitsForMemory(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(HashingMemory.class.getName()));
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
}
