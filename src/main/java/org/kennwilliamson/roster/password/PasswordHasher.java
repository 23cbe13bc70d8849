package org.kennwilliamson.roster.password;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.kennwilliamson.roster.problem.ProblemException;
import org.kennwilliamson.roster.problem.ProblemType;

/**
 * Hashes passwords with argon2id and the smallest parameters that OWASP's Password Storage Cheat Sheet recommends. A
 * hash takes 19 MiB and a core for tens of milliseconds: two at once, few waiting, and never on an event loop.
 */
@Singleton
public class PasswordHasher {

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 64;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "password-hasher");
                thread.setDaemon(true);
                return thread;
            });

    PasswordHasher() {
        workers.allowCoreThreadTimeOut(true);
    }

    /** The password's hash as a PHC string; fails with a 503 problem while too many are waiting. */
    public Uni<String> hash(String password) {
        return Uni.createFrom()
                .item(() -> hashNow(password))
                .runSubscriptionOn(workers)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> ProblemException.retryLater(
                        ProblemType.TOO_BUSY, "Too many passwords are being set.", RETRY_AFTER))
                .emitOn(callersContext());
    }

    @PreDestroy
    void close() {
        workers.shutdown();
    }

    private static String hashNow(String password) {
        return Password.hash(password)
                .addRandomSalt(SALT_BYTES)
                .with(Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID))
                .getResult();
    }

    /** The rest of the request belongs on its own event loop, not on a hashing thread. */
    private static Executor callersContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }
}
