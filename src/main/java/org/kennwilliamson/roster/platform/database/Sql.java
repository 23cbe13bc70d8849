package org.kennwilliamson.roster.platform.database;

/**
 * One SQL statement. Every statement that the service runs is a constant of this type, so that a test can find all of
 * them and have PostgreSQL check each against the migrated schema; an architecture rule keeps it so.
 *
 * @param name what metrics and logs call it: its class and its constant, {@code user.find}; a test holds it
 * @param text in lower case, with {@code $1} parameters and named columns
 */
public record Sql(String name, String text) {

    private static final String PLANNED_EACH_TIME = "/* planned each time */ ";

    /**
     * A statement whose best plan depends on its values, as that of a search by prefix does: PostgreSQL plans it each time.
     * All others are planned once for each connection, which of some is half of what they cost.
     */
    public static Sql plannedEachTime(String name, String text) {
        return new Sql(name, PLANNED_EACH_TIME + text);
    }

    /** Its text as one that tells PostgreSQL for which request it runs. No connection keeps that prepared. */
    String textFor(String requestId) {
        return PLANNED_EACH_TIME + "/* request " + requestId + " */ " + text;
    }

    /** Whether a connection keeps a statement prepared. */
    static boolean isKept(String text) {
        return !text.startsWith(PLANNED_EACH_TIME);
    }
}
