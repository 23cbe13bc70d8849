package org.kennwilliamson.roster.lockout;

import java.time.Duration;

/**
 * The policy: how many failures lock an account or an address, for how long, and how that grows. The failure that reaches
 * the limit locks for the shortest time; each one after that locks for twice as long as the one before, up to the longest.
 *
 * @param limit how many failures lock it
 * @param quiet after how long without any they are forgotten
 */
record LockoutPolicy(int limit, Duration quiet) {

    static final LockoutPolicy OF_ACCOUNT = new LockoutPolicy(5, Duration.ofDays(1));

    /** Many people may share an address. */
    static final LockoutPolicy OF_ADDRESS = new LockoutPolicy(50, Duration.ofHours(1));

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(1);

    /** How many accounts and addresses are remembered, the latest first: about 50 MB of table and indexes. */
    static final int MOST_REMEMBERED = 200_000;
}
