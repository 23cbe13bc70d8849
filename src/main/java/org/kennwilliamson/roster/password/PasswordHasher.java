package org.kennwilliamson.roster.password;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.kennwilliamson.roster.problem.ProblemException;
import org.kennwilliamson.roster.problem.ProblemType;

/**
 * Hashes passwords and checks them. Either takes 19 MiB and a core for tens of milliseconds: two at once, few waiting, and
 * never on an event loop. Whatever it returns fails with a 503 problem while too many are waiting.
 */
@Singleton
public class PasswordHasher {

    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 64;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final StoredHashes hashes = new StoredHashes();
    private final PasswordRules rules = new PasswordRules();

    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            AT_ONCE, AT_ONCE, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "password-hasher");
                thread.setDaemon(true);
                return thread;
            });

    PasswordHasher() {
        workers.allowCoreThreadTimeOut(true);
    }

    /** A new password's hash as {@link #hash} makes it; fails with a problem where the password is easily guessed. */
    public Uni<String> hashNew(String password, String email) {
        return onWorkers(() -> {
            rules.check(password, email);
            return Argon2id.hash(password);
        });
    }

    /** The password's hash as a PHC string, with today's parameters. */
    public Uni<String> hash(String password) {
        return onWorkers(() -> Argon2id.hash(password));
    }

    /**
     * Whether a stored hash is this password's. What can't be checked never matches, and takes as long as if it could.
     *
     * @param hash of argon2 or bcrypt; null where there is no such user, or none with a password
     */
    public Uni<Verdict> verify(String password, String hash) {
        return onWorkers(() -> hashes.verify(password, hash));
    }

    @PreDestroy
    void close() {
        workers.shutdown();
    }

    private <T> Uni<T> onWorkers(Supplier<T> job) {
        return Uni.createFrom()
                .item(job)
                .runSubscriptionOn(workers)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> ProblemException.retryLater(
                        ProblemType.TOO_BUSY, "Too many passwords are being hashed.", RETRY_AFTER))
                .emitOn(callersContext());
    }

    /** The rest of the request belongs on its own event loop, not on a hashing thread. */
    private static Executor callersContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }
}
