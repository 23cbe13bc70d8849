package org.kennwilliamson.roster.auth;

import java.util.Set;
import java.util.regex.Pattern;

/** Whom a token may name: audit events and logs show it. */
final class SubjectRules {

    /** What actors are called who come without a token. */
    private static final Set<String> NOBODYS = Set.of("anonymous", "operator", "system");

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");
    private static final Pattern USER_ID = Pattern.compile("(?i)[0-9a-f]{1,8}(-[0-9a-f]{1,4}){3}-[0-9a-f]{1,12}");

    private SubjectRules() {}

    /** Whether it can be shown and is no other actor's. */
    static boolean isValid(String subject) {
        return subject != null && NAME.matcher(subject).matches() && !NOBODYS.contains(subject);
    }

    /** Whether it could be a user's id: that one is for tokens of a session, which ends with the user's access. */
    static boolean isReserved(String subject) {
        return USER_ID.matcher(subject).matches();
    }
}
