package org.kennwilliamson.roster.auth;

/** The two roles that Roster's own permissions depend on; all others mean something to the site alone. */
public final class BuiltInRoles {

    public static final String ADMIN = "admin";
    public static final String USER = "user";

    private BuiltInRoles() {}
}
