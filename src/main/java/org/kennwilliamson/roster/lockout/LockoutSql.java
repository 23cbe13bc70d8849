package org.kennwilliamson.roster.lockout;

import org.kennwilliamson.roster.audit.AuditSql;

/** The pieces of a statement that ask for a lock-out, or end one, together with the change that depends on it. */
public final class LockoutSql {

    private LockoutSql() {}

    /**
     * An expression: for how many seconds more one of the keys is locked; null if none is.
     *
     * @param keys the number of the parameter with their names
     */
    public static String secondsLeft(int keys) {
        return """
            (
                select ceil(extract(epoch from max(locked_until) - now()))::integer
                from sign_in_failures
                where subject = any($%d::text[]) and locked_until > now()
            )""".formatted(keys);
    }

    /**
     * A common table expression, to stand behind the one that makes the change: if that one has a row, what failed so far
     * with the account is forgotten. What failed from the client's address isn't the account's.
     *
     * @param change the common table expression that makes the change
     * @param keys the number of the parameter with the names of the keys, the account's first
     */
    public static String forget(String change, int keys) {
        return """
            forgiven as (
                delete from sign_in_failures where subject = ($%d::text[])[1] and exists (select from %s)
            )""".formatted(keys, change);
    }

    /**
     * Common table expressions, to stand behind the one that gives somebody a new password for somebody else: what failed
     * so far with the user's address, or with the change of the user's own password, is forgotten, and if there was
     * anything, that is an event. What failed from a client's address isn't the account's.
     *
     * @param change the common table expression with the user's {@code id} and {@code email}
     * @param parameter the number of the first of the trail's parameters
     */
    public static String unlock(String change, int parameter) {
        return """
            forgiven as (
                delete from sign_in_failures f using %1$s c
                where f.subject in (
                    'account:' || encode(sha256(convert_to(lower(c.email collate "C"), 'UTF8')), 'hex'),
                    'account:' || encode(sha256(convert_to(c.id::text, 'UTF8')), 'hex')
                )
                returning c.id, f.failures
            ), %2$s\
            """.formatted(
                        change,
                        AuditSql.event(
                                "unlocked",
                                "sign-in.unlocked",
                                "'user:' || id",
                                "jsonb_build_object('failures', sum(failures))",
                                "null",
                                "forgiven group by id",
                                parameter));
    }
}
