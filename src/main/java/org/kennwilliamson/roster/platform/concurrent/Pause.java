package org.kennwilliamson.roster.platform.concurrent;

import java.time.Duration;

/** What lies between two tries of something that needs waiting for, on a thread that may wait. */
public final class Pause {

    private static final Duration LENGTH = Duration.ofSeconds(1);

    private Pause() {}

    /** Waits for a moment. */
    public static void take() throws InterruptedException {
        Thread.sleep(LENGTH.toMillis());
    }
}
