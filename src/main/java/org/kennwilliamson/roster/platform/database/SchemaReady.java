package org.kennwilliamson.roster.platform.database;

/**
 * The schema is what this program needs, and the connections that are always open are open. Fired once, on the thread
 * that started Roster, which may block.
 *
 * @param version the newest migration that this program knows
 */
public record SchemaReady(String version) {}
