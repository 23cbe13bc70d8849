package org.kennwilliamson.roster.faults;

import java.util.Random;

/**
 * Something that goes wrong, and is right again when it returns.
 *
 * @param needsRestart whether the service is started again by it, so that its memory begins anew
 * @param takesDatabase whether the database is away meanwhile, so that its return is measured
 */
record Fault(String name, boolean needsRestart, boolean takesDatabase, Strike strike) {

    /** What it does. */
    interface Strike {
        /** @param random says how long and how much */
        void run(Site site, Random random) throws Exception;
    }

    static Fault ofDatabase(String name, Strike strike) {
        return new Fault(name, false, true, strike);
    }

    static Fault beside(String name, Strike strike) {
        return new Fault(name, false, false, strike);
    }

    static Fault ofService(String name, Strike strike) {
        return new Fault(name, true, false, strike);
    }

    /** It can't be had on this machine. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String why) {
            super(why);
        }
    }

    /** Lets it last. */
    static void last(Random random, int leastMillis, int mostMillis) throws InterruptedException {
        Thread.sleep(random.nextInt(leastMillis, mostMillis + 1));
    }
}
