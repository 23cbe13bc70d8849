package org.kennwilliamson.roster.audit;

/**
 * Who is at work, and from where: what every audit event says besides what happened.
 *
 * @param actor a user's id, another token's subject, {@code anonymous} {@code operator} or {@code system}
 * @param address the client's address, or null
 * @param requestId the request's {@code X-Request-Id}, or null
 */
public record Trail(String actor, String address, String requestId) {

    /** What Roster does by itself. */
    public static final Trail SYSTEM = new Trail("system", null, null);

    /** Who runs a command on the machine. */
    public static final Trail OPERATOR = new Trail("operator", null, null);

    static final String ANONYMOUS = "anonymous";

    /** The same, once it is known who it is. */
    public Trail by(String knownActor) {
        return new Trail(knownActor, address, requestId);
    }
}
