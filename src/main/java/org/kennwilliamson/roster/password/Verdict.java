package org.kennwilliamson.roster.password;

/** What a check of a password against a stored hash found. */
public enum Verdict {
    /** The password is right. */
    RIGHT,

    /** The password is right, and its hash was made in another way than today's: the password should be hashed again. */
    OUTDATED,

    /** It is another password, or there is none. */
    WRONG,

    /** The hash can't be checked, so nobody knows whether the password is right. */
    UNCHECKABLE
}
