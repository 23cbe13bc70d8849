package org.kennwilliamson.roster.password;

/** A hash of another program's that Roster can check. It holds nothing that is shared with other hashes. */
interface ImportedHash {

    /** Whether it is the hash of this password, and whether the password may be hashed again. Never uncheckable. */
    Verdict check(String password);
}
