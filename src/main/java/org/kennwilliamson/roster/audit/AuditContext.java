package org.kennwilliamson.roster.audit;

/**
 * The actor, and from where: what every audit event says besides what happened.
 *
 * @param actor a user's id, another token's subject, {@code anonymous} {@code operator} or {@code system}
 * @param address the client's address, or null
 * @param requestId the request's {@code X-Request-Id}, or null
 */
public record AuditContext(String actor, String address, String requestId) {

    /** What Roster does by itself. */
    public static final AuditContext SYSTEM = new AuditContext("system", null, null);

    /** The operator, who runs a command on the machine. */
    public static final AuditContext OPERATOR = new AuditContext("operator", null, null);

    static final String ANONYMOUS = "anonymous";

    /** The same, once the actor is known. */
    public AuditContext by(String knownActor) {
        return new AuditContext(knownActor, address, requestId);
    }
}
