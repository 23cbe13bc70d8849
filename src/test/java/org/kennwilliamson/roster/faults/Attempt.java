package org.kennwilliamson.roster.faults;

/**
 * A request that was sent once.
 *
 * @param requestId what it was called, and what its audit event bears
 * @param meaning what its answer says
 */
record Attempt(String requestId, Answer.Meaning meaning) {}
