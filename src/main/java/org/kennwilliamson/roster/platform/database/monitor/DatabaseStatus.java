package org.kennwilliamson.roster.platform.database.monitor;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What the monitor last saw of the database.
 *
 * @param lastAnswer when the database last answered; the monitor's own start before it ever did
 * @param fault why it doesn't answer now; empty while it does
 * @param server the last answer to the {@code SELECT 1}; empty before the first one
 * @param users the last count; empty before the first one
 * @param schemaVersion the newest migration that was applied, by the last look; empty before the first one
 * @param refusal why it takes no writes although it answers; empty while it takes them
 */
public record DatabaseStatus(
        Instant lastAnswer,
        Optional<String> fault,
        Optional<Server> server,
        Optional<UserCount> users,
        Optional<String> schemaVersion,
        Optional<String> refusal) {

    /**
     * What the database says of itself.
     *
     * @param upSince when this server was started; another one's is another moment
     */
    public record Server(OffsetDateTime time, String version, OffsetDateTime upSince) {}

    /** How many users there are; beyond some thousands an estimate, since counting them would cost more each day. */
    public record UserCount(long count, boolean exact) {}

    static DatabaseStatus nothingYet(Instant now) {
        return new DatabaseStatus(
                now,
                Optional.of("not reached yet"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it was another server that the look before saw, or the same one before it was restarted. */
    boolean isOfAnother(Server before) {
        return server.filter(now -> !now.upSince().equals(before.upSince())).isPresent();
    }

    /** Whether a program can work with the schema that needs this migration: nothing of it was missing at the last look. */
    public boolean hasSchema(String needed) {
        return schemaVersion
                .filter(version -> Long.parseLong(version) >= Long.parseLong(needed))
                .isPresent();
    }

    DatabaseStatus answered(Instant now, Server answer, Optional<String> whyNoWrites) {
        return new DatabaseStatus(now, Optional.empty(), Optional.of(answer), users, schemaVersion, whyNoWrites);
    }

    DatabaseStatus counted(UserCount count) {
        return new DatabaseStatus(lastAnswer, fault, server, Optional.of(count), schemaVersion, refusal);
    }

    DatabaseStatus migrated(String version) {
        return new DatabaseStatus(lastAnswer, fault, server, users, Optional.of(version), refusal);
    }

    DatabaseStatus lost(String why) {
        return new DatabaseStatus(lastAnswer, Optional.of(why), server, users, schemaVersion, refusal);
    }
}
