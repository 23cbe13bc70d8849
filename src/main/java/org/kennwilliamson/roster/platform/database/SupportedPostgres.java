package org.kennwilliamson.roster.platform.database;

/** The major versions of PostgreSQL that Roster works with. {@code bin/test-matrix} tests each of them. */
public final class SupportedPostgres {

    /** Older ones lack what the schema and the backups need. */
    public static final int OLDEST = 15;

    /** Newer ones may work, but nobody has tested it. */
    public static final int NEWEST = 18;

    private SupportedPostgres() {}
}
