package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the database has in the end.
 *
 * @param events in the order of their ids
 */
record EndState(List<User> users, Map<String, Session> sessions, List<Event> events) {

    /** A row of {@code users}, with the names of its roles. */
    record User(String id, String email, String displayName, long version, TreeSet<String> roles) {}

    /** @param secretHash of the refresh token's second half, in hexadecimal digits */
    record Session(String user, String secretHash) {}

    /** An audit event. */
    record Event(String requestId, String action, String entity, JsonNode before, JsonNode after) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static EndState of(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            return new EndState(users(statement), sessions(statement), events(statement));
        }
    }

    private static List<User> users(Statement statement) throws SQLException {
        List<User> users = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select u.id, u.email, u.display_name, u.version, array(
                    select r.name from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id)
                from users u""")) {
            while (rows.next()) {
                users.add(new User(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getLong(4),
                        new TreeSet<>(List.of((String[]) rows.getArray(5).getArray()))));
            }
        }
        return users;
    }

    private static Map<String, Session> sessions(Statement statement) throws SQLException {
        Map<String, Session> sessions = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("select id, user_id, encode(secret_hash, 'hex') from sessions")) {
            while (rows.next()) {
                sessions.put(rows.getString(1), new Session(rows.getString(2), rows.getString(3)));
            }
        }
        return sessions;
    }

    private static List<Event> events(Statement statement) throws SQLException, IOException {
        List<Event> events = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select request_id, action, entity, before, after from audit_events order by id")) {
            while (rows.next()) {
                events.add(new Event(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        json(rows.getString(4)),
                        json(rows.getString(5))));
            }
        }
        return events;
    }

    private static JsonNode json(String text) throws IOException {
        return text == null ? JSON.nullNode() : JSON.readTree(text);
    }
}
