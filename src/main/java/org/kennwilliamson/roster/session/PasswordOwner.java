package org.kennwilliamson.roster.session;

import java.util.List;

import org.kennwilliamson.roster.lockout.LockoutKey;
import org.kennwilliamson.roster.session.SignInRepository.Candidate;

/**
 * Somebody whose password was right a moment ago. What follows checks once more, in its own statement, whether that still
 * holds and whether others have locked the account meanwhile.
 *
 * @param keys what a failure would have counted for, the account first
 * @param outdated whether the password should be hashed again
 */
record PasswordOwner(Candidate candidate, List<LockoutKey> keys, boolean outdated) {}
