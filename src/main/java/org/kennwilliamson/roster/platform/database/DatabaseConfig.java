package org.kennwilliamson.roster.platform.database;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** How Roster reaches PostgreSQL, as the operator wrote it; {@link DatabaseSettings} is what came of it. */
@ConfigMapping(prefix = "roster.database")
interface DatabaseConfig {

    /** {@code DATABASE_URL}: the connection of the requests. */
    Optional<String> url();

    /** {@code MIGRATION_DATABASE_URL}: the owner of the schema; the requests' own connection without it. */
    Optional<String> migrationUrl();

    /** {@code DB_MAX_CONNECTIONS}: the most connections that the service holds, all pools together. */
    String maxConnections();

    /** {@code DB_MIN_CONNECTIONS}: how many of them are always open and carry the short reads, pipelined. */
    String minConnections();

    /** {@code DB_ACQUIRE_TIMEOUT}: seconds until a request that has no connection yet gets a 503. */
    String acquireTimeout();
}
