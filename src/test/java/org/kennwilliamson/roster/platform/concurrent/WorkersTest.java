package org.kennwilliamson.roster.platform.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkersTest {

    private final AtomicLong now = new AtomicLong();
    private final Workers workers = new Workers("worker", 1, 1, "There is too much to do.", now::get);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void theyEnd() {
        workers.close();
    }

    @Test
    void whoComesAfterThoseWhoWaitIsRefusedAtOnce() {
        CompletableFuture<Integer> first = longJob();
        CompletableFuture<Integer> second = job();

        assertIsRefused(job());
        assertThat(workers.running()).isOne();
        assertThat(workers.waiting()).isOne();
        assertThat(workers.refused()).isOne();

        end.countDown();
        assertThat(first.join()).isOne();
        assertThat(second.join()).isEqualTo(2);
    }

    @Test
    void whatHasWaitedForTooLongIsRefusedAndNotDone() {
        CompletableFuture<Integer> first = longJob();
        CompletableFuture<Integer> second = job();
        now.addAndGet(Workers.LONGEST_WAIT.toNanos() + 1);
        end.countDown();

        assertIsRefused(second);

        assertThat(first.join()).as("begun in time").isOne();
        assertThat(job().join()).as("the next one").isEqualTo(2);
    }

    @Test
    void workIsOnlyBegunIfItCanComeToItsJob() {
        CompletableFuture<Integer> lookup = new CompletableFuture<>();
        CompletableFuture<Integer> first = lookingUp(lookup);
        CompletableFuture<Integer> second = lookingUp(lookup);
        AtomicInteger begun = new AtomicInteger();

        assertIsRefused(workers.admit(() -> Uni.createFrom().item(begun.incrementAndGet()))
                .subscribeAsCompletionStage());

        assertThat(begun).hasValue(0);
        lookup.completeExceptionally(new IllegalStateException("no such thing"));
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(lookingUp(CompletableFuture.completedFuture(3)).join())
                .as("once the others are done")
                .isEqualTo(3);
    }

    @Test
    void workThatCannotEvenBeginKeepsNobodyOut() {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Integer> work = workers.<Integer>admit(() -> {
                        throw new IllegalStateException("no such thing");
                    })
                    .subscribeAsCompletionStage();
            assertThatThrownBy(work::join).hasRootCauseInstanceOf(IllegalStateException.class);
        }
    }

    private CompletableFuture<Integer> lookingUp(CompletableFuture<Integer> lookup) {
        return workers.admit(() -> Uni.createFrom().completionStage(lookup)).subscribeAsCompletionStage();
    }

    private CompletableFuture<Integer> longJob() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Integer> job = workers.run(() -> {
                    begun.complete(null);
                    end.await();
                    return done.incrementAndGet();
                })
                .subscribeAsCompletionStage();
        begun.join();
        return job;
    }

    private CompletableFuture<Integer> job() {
        return workers.run(done::incrementAndGet).subscribeAsCompletionStage();
    }

    private static void assertIsRefused(CompletableFuture<Integer> job) {
        assertThatThrownBy(job::join).cause().isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                        problem.type())
                .isEqualTo(ProblemType.TOO_BUSY));
    }
}
