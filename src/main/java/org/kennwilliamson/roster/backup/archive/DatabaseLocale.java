package org.kennwilliamson.roster.backup.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How a database writes and sorts text: it can't be changed once the database is there.
 *
 * @param encoding such as {@code UTF8}
 * @param provider {@code libc}, {@code icu} or {@code builtin}
 * @param collate its {@code lc_collate}
 * @param ctype its {@code lc_ctype}
 * @param locale the provider's own; null with {@code libc}
 * @param rules of ICU, beyond the locale; null if there are none
 */
@RegisterForReflection
public record DatabaseLocale(
        String encoding, String provider, String collate, String ctype, String locale, String rules) {

    /** As {@code init-scripts} create databases. */
    public static final DatabaseLocale USUAL = new DatabaseLocale("UTF8", "libc", "C", "C.UTF-8", null, null);

    @Override
    public String toString() {
        return encoding + ", " + provider + (locale == null ? "" : " " + locale)
                + (rules == null ? "" : " with rules of its own")
                + ", lc_collate " + collate + ", lc_ctype " + ctype;
    }
}
