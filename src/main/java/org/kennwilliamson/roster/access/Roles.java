package org.kennwilliamson.roster.access;

/** The two roles that Roster's own permissions hang on; all others mean something to the site alone. */
public final class Roles {

    public static final String ADMIN = "admin";
    public static final String USER = "user";

    private Roles() {}
}
