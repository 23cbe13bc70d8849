package org.kennwilliamson.roster.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Audit events of what happens outside of requests: of commands, and of work that takes a thread of its own. */
public final class JdbcAuditWriter {

    private static final String EVENT = """
            insert into public.audit_events (actor, address, request_id, action, entity, before, after)
            values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private JdbcAuditWriter() {}

    /**
     * Writes one event. Blocks; to be called with a connection that may add events.
     *
     * @param action what happened, as {@code backup.made}
     * @param entity what it happened to, as {@code backup:<id>}
     * @param before what it was, of what changed; null if it wasn't there. Texts, numbers and booleans; no secret
     * @param after what it is, in the same way
     */
    public static void write(
            Connection connection,
            AuditContext trail,
            String action,
            String entity,
            Map<String, Object> before,
            Map<String, Object> after)
            throws SQLException {
        try (PreparedStatement event = connection.prepareStatement(EVENT)) {
            event.setString(1, trail.actor());
            event.setString(2, trail.address());
            event.setString(3, trail.requestId());
            event.setString(4, action);
            event.setString(5, entity);
            event.setString(6, json(before));
            event.setString(7, json(after));
            event.executeUpdate();
        }
    }

    private static String json(Map<String, Object> values) {
        try {
            return values == null ? null : JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event holds plain values", e);
        }
    }
}
