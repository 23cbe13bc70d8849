package org.kennwilliamson.roster.platform.concurrent;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/**
 * Few threads and a short queue before them, in which nobody waits for long: a client that has waited for ten seconds is
 * about to give up, and what is done for it then is done for nobody. The threads end while there is nothing to do.
 */
public final class Workers implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final String full;
    private final LongSupplier clock;
    private final ThreadPoolExecutor threads;
    private final Semaphore admissions;
    private final LongAdder refusals = new LongAdder();

    /**
     * @param name what its threads are called
     * @param atOnce how many jobs run at the same time
     * @param mostWaiting how many more may wait
     * @param full the message for those who come after them, or have waited for too long
     */
    public Workers(String name, int atOnce, int mostWaiting, String full) {
        this(name, atOnce, mostWaiting, full, System::nanoTime);
    }

    /** @param clock in nanoseconds, from whatever beginning */
    Workers(String name, int atOnce, int mostWaiting, String full, LongSupplier clock) {
        this.full = full;
        this.clock = clock;
        admissions = new Semaphore(atOnce + mostWaiting);
        threads = new ThreadPoolExecutor(
                atOnce, atOnce, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(mostWaiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins work of several steps, of which one is a job here, if not more is under way than may run and wait: whoever
     * would be refused at that step costs nothing before it. Fails with a 503 problem then, as {@link #run} does.
     */
    public <T> Uni<T> admit(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> admissions.tryAcquire()
                        ? Uni.createFrom().deferred(work::get).onTermination().invoke(() -> admissions.release())
                        : Uni.createFrom().failure(tooBusy()));
    }

    /**
     * Runs a job, whose answer comes on the caller's thread: the rest of a request belongs on its own event loop. Fails
     * with a 503 problem while too many are waiting, and if its turn comes too late.
     */
    public <T> Uni<T> run(Callable<T> job) {
        return Uni.createFrom()
                .deferred(() -> {
                    long asked = clock.getAsLong();
                    return Uni.createFrom().item(() -> answerInTime(job, asked)).runSubscriptionOn(threads);
                })
                .onFailure(RejectedExecutionException.class)
                .transform(rejected -> tooBusy())
                .onFailure(JobFailure.class)
                .transform(Throwable::getCause)
                .plug(Workers::here);
    }

    /** Lets an answer of another thread come on the caller's thread. */
    public static <T> Uni<T> here(Uni<T> answer) {
        Context context = Vertx.currentContext();
        return answer.emitOn(context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run()));
    }

    /** How many jobs run now. */
    public int running() {
        return threads.getActiveCount();
    }

    /** How many jobs wait for their turn now. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** How many were refused since the start, since too many were waiting or their turn came too late. */
    public long refused() {
        return refusals.sum();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private ProblemException tooBusy() {
        refusals.increment();
        return ProblemException.retryLater(ProblemType.TOO_BUSY, full, RETRY_AFTER);
    }

    private <T> T answerInTime(Callable<T> job, long asked) {
        if (clock.getAsLong() - asked > LONGEST_WAIT.toNanos()) {
            throw new RejectedExecutionException("its turn has come too late");
        }
        return answer(job);
    }

    private static <T> T answer(Callable<T> job) {
        try {
            return job.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new JobFailure(e);
        }
    }

    /** Carries a checked exception to the caller. */
    private static final class JobFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        JobFailure(Exception cause) {
            super(null, cause, false, false);
        }
    }
}
