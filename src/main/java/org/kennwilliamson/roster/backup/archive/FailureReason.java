package org.kennwilliamson.roster.backup.archive;

import java.util.Locale;

/** Why a backup failed: the kinds that call for different remedies. In metrics, events and manifests. */
public enum FailureReason {
    /** pg_dump or pg_restore isn't there, or older than the server; or pg_restore was ended before it was done. */
    PROGRAM,
    /** No valid recipient to encrypt for. */
    RECIPIENT,
    /** The directory can't be used. */
    FOLDER,
    /** The disk is full, or would be. */
    ROOM,
    /** Another backup is running. */
    BUSY,
    /** The database can't be reached, or refuses. */
    DATABASE,
    /** pg_dump ended with an error, or took too long. */
    DUMP,
    /** The published file was verified, and isn't what was dumped. */
    PROOF,
    /** The backup is good, and its copy in another place isn't there, or isn't the same. */
    COPY,
    /** An unexpected failure, of Roster itself. */
    INTERNAL;

    /** As it is written outside: in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
