package org.kennwilliamson.roster;

import java.util.concurrent.CountDownLatch;

import io.quarkus.runtime.LaunchMode;

/** Ends the JVM with a command's exit code, also if a signal began the end: a JVM by itself would exit with 143. */
final class Exit {

    private final Runnable last;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile int code;

    /** @param last what to do after everything else has stopped */
    Exit(Runnable last) {
        this.last = last;
    }

    /** From here on, SIGTERM and SIGINT wait for {@link #with} and end as it says. */
    void cleanlyOnSignals() {
        if (!isDevelopment()) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::halt, "exit"));
        }
    }

    /** The end, unless development mode is about to start the program once more. */
    void with(int exitCode) {
        if (isDevelopment()) {
            return;
        }
        try {
            last.run();
        } finally {
            code = exitCode;
            stopped.countDown();
        }
        System.exit(exitCode);
    }

    static boolean isDevelopment() {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT;
    }

    private void halt() {
        try {
            stopped.await();
            Runtime.getRuntime().halt(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
