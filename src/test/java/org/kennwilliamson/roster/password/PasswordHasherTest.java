package org.kennwilliamson.roster.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordHasherTest {

    /** Made by libargon2 from "correct horse battery", as a check of what BouncyCastle makes. */
    private static final String TODAYS =
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$/HetJC6LZ4lnwgLB+wJSS2a9bFu2Kq4HxwNWzoJq2qU";

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private final PasswordHasher hasher = new PasswordHasher();

    @AfterEach
    void close() {
        hasher.close();
    }

    @Test
    void whatItHashesItRecognises() {
        String hash = await(hasher.hash("ünïcödé 𝄞 secret"));

        assertThat(await(hasher.verify("ünïcödé 𝄞 secret", hash))).isEqualTo(Verdict.RIGHT);
        assertThat(await(hasher.verify("unicode 𝄞 secret", hash))).isEqualTo(Verdict.WRONG);
    }

    /** Of one text, as different machines type it: Å as one character, as two, and as the unit that looks the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\u00C5ngstr\u00F6m and more", "A\u030Angstro\u0308m and more", "\u212Bngstr\u00F6m and more"})
    void aPasswordIsTheSameHoweverItIsTyped(String typed) {
        String hash = await(hasher.hash("\u00C5ngstr\u00F6m and more"));
        String hashToo = await(hasher.hashNew(typed, "ada@example.org"));

        assertThat(await(hasher.verify(typed, hash))).isEqualTo(Verdict.RIGHT);
        assertThat(await(hasher.verify("A\u030Angstr\u00F6m and more", hashToo)))
                .isEqualTo(Verdict.RIGHT);
        assertThat(await(hasher.verify("Angstrom and more", hash))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aHashOfAnotherFormGoesOnWorkingAndIsOutdated() {
        String decomposed = "A\u030Angstro\u0308m and more";
        String hash = Argon2id.hash(decomposed);

        assertThat(await(hasher.verify(decomposed, hash))).isEqualTo(Verdict.OUTDATED);
        assertThat(await(hasher.verify("\u00C5ngstr\u00F6m and more", hash))).isEqualTo(Verdict.OUTDATED);
    }

    @Test
    void todaysHashesAreEverybodyElsesArgon2id() {
        assertThat(await(hasher.verify("correct horse battery", TODAYS))).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void withoutAHashNothingMatchesAndNothingIsOutdated() {
        assertThat(await(hasher.verify("correct horse battery", null))).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aNewPasswordIsHashedOnlyIfItIsHardToGuess() {
        String hash = await(hasher.hashNew("a-long-secret-of-ada", "ada@example.org"));

        assertThat(await(hasher.verify("a-long-secret-of-ada", hash))).isEqualTo(Verdict.RIGHT);
        assertThatThrownBy(() -> await(hasher.hashNew("ada@example.org", "ada@example.org")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.INVALID_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverComesWhileTooManyWaitIsToldWhen(boolean hashing) {
        List<CompletableFuture<?>> waiting = IntStream.range(0, 2 + 64)
                .mapToObj(ignored -> hasher.hash("correct horse battery").subscribeAsCompletionStage())
                .<CompletableFuture<?>>map(stage -> stage)
                .toList();

        Uni<?> oneMore = hashing ? hasher.hash("x") : hasher.verify("x", TODAYS);

        assertThatThrownBy(() -> await(oneMore)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.TOO_BUSY);
            assertThat(problem.retryAfter()).isPresent();
        });
        waiting.forEach(job -> job.cancel(true));
    }

    @Test
    void theResultComesOnTheEventLoopThatAsked() {
        Vertx vertx = Vertx.vertx();
        try {
            List<Context> contexts = new ArrayList<>();
            CompletableFuture<Context> seen = new CompletableFuture<>();
            vertx.runOnContext(ignored -> {
                contexts.add(Vertx.currentContext());
                hasher.verify("x", TODAYS).subscribe().with(verdict -> seen.complete(Vertx.currentContext()));
            });

            assertThat(seen).succeedsWithin(LONG_ENOUGH).isSameAs(contexts.get(0));
        } finally {
            vertx.close();
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LONG_ENOUGH);
    }
}
