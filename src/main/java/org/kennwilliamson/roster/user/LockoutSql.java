package org.kennwilliamson.roster.user;

import org.kennwilliamson.roster.audit.AuditSql;

/** The piece of a statement that ends the lock-out of somebody who was given a new password by somebody else. */
final class LockoutSql {

    private LockoutSql() {}

    /**
     * Common table expressions, to stand behind the one called {@code changed} or {@code appointed}: what failed so far
     * with the user's address, or with the change of the user's own password, is forgotten, and if there was anything,
     * that is an event. What failed from a client's address isn't the account's.
     *
     * @param changed the common table expression with the user's {@code id} and {@code email}
     * @param parameter the number of the first of the trail's parameters
     */
    static String forgive(String changed, int parameter) {
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
                        changed,
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
