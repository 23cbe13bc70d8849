package org.kennwilliamson.roster.faults;

import java.util.TreeSet;

/** A user as its one client knows it. */
final class Account {

    /** The address with which it was created, and its name in the ledger. */
    final String name;

    final TreeSet<String> roles = new TreeSet<>();
    String id;
    String email;
    String displayName;
    String password;
    long version = 1;
    boolean deleted;

    /** Of its session; null while there is none that is known. */
    String session;

    String refreshToken;

    /** Something was wanted of which the client never learned whether it was done. */
    boolean uncertain;

    Account(String email) {
        this.name = email;
        this.email = email;
    }

    void signedOut() {
        session = null;
        refreshToken = null;
    }
}
