package org.kennwilliamson.roster.audit;

import io.vertx.sqlclient.Tuple;

/**
 * Who is at work, and from where: what every audit event says besides what happened.
 *
 * @param actor a user's id, another token's subject, {@code anonymous} or {@code system}
 * @param address the client's address, or null
 * @param requestId the request's {@code X-Request-Id}, or null
 */
public record Trail(String actor, String address, String requestId) {

    /** Roster by itself. */
    public static final Trail SYSTEM = new Trail("system", null, null);

    /** Adds the three parameters that {@link AuditSql#event} reads, behind those that are there. */
    public Tuple addTo(Tuple arguments) {
        return arguments.addString(actor).addString(address).addString(requestId);
    }
}
