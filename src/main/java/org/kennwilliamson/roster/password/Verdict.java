package org.kennwilliamson.roster.password;

/**
 * What a check of a password against a stored hash found.
 *
 * @param matches whether it is the hash of this password
 * @param outdated whether the hash was made in another way than today's, so that a password that matches should be hashed
 *     anew
 */
public record Verdict(boolean matches, boolean outdated) {}
