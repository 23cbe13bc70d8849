package org.kennwilliamson.roster.audit;

import io.vertx.sqlclient.Tuple;

/** The piece of a statement that writes its audit event. */
public final class AuditSql {

    private AuditSql() {}

    /**
     * A common table expression {@code audited}, to stand behind the one that makes the change: one event for each of
     * its rows, and none if it changed nothing.
     *
     * @param action what happened, as {@code user.created}
     * @param entity an expression for what it happened to, as {@code 'user:' || id}
     * @param before an expression for what it was, of type {@code jsonb}
     * @param after an expression for what it is, of type {@code jsonb}
     * @param from where the rows come from
     * @param parameter the number of the first of the three parameters that {@link #withTrail} adds
     */
    public static String event(String action, String entity, String before, String after, String from, int parameter) {
        return event("audited", action, entity, before, after, from, parameter);
    }

    /**
     * As {@link #event(String, String, String, String, String, int)}, for a statement with several kinds of events.
     *
     * @param name what the common table expression is called
     */
    public static String event(
            String name, String action, String entity, String before, String after, String from, int parameter) {
        return """
                %s as (
                    insert into audit_events (actor, address, request_id, action, entity, before, after)
                    select $%d, $%d, $%d, '%s', %s, %s, %s from %s
                )""".formatted(name, parameter, parameter + 1, parameter + 2, action, entity, before, after, from);
    }

    /** Adds the trail's three parameters behind those that are there. */
    public static Tuple withTrail(AuditContext trail, Tuple arguments) {
        return arguments.addString(trail.actor()).addString(trail.address()).addString(trail.requestId());
    }
}
