package org.kennwilliamson.roster.auth;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a token of ours says.
 *
 * @param subject a user's id, or the name of a service
 * @param session the user's session; empty for a service's token, which has none
 * @param roles those that it was issued with; a user's are read from the database instead
 */
record Claims(String subject, Optional<UUID> session, Set<String> roles, Instant expires) {}
