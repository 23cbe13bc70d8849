package org.kennwilliamson.roster.platform.database;

/**
 * One SQL statement. Every statement that the service runs is a constant of this type, so that a test can find all of
 * them and have PostgreSQL check each against the migrated schema; an architecture rule keeps it so.
 *
 * @param text in lower case, with {@code $1} parameters and named columns
 */
public record Sql(String text) {}
