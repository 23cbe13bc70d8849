package org.kennwilliamson.roster.wal;

/** How PostgreSQL's settings have it archive. */
public enum ArchiveMode {
    OFF,

    /** On, but nothing says how: each segment is kept until something does. */
    UNSET,

    /** By a command that does nothing, and says that it did. */
    DISCARDED,

    ON
}
