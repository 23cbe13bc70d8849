package org.kennwilliamson.roster.embedded;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Where a server listens, and who may come in. */
public record Endpoint(int port, Passwords passwords) {
    String url(String role, String database) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(encoded(role), encoded(passwords.of(role)), port, encoded(database));
    }

    Connection connect(String role, String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, encoded(database));
        return DriverManager.getConnection(url, role, passwords.of(role));
    }

    boolean answers() {
        try (Connection connection = connect(Passwords.SUPERUSER, "postgres")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** What psql needs to come in as the superuser, and the passwords that {@code init-scripts} set. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(passwords.environment());
        environment.put("PGHOST", "127.0.0.1");
        environment.put("PGPORT", Integer.toString(port));
        environment.put("PGUSER", Passwords.SUPERUSER);
        environment.put("PGPASSWORD", passwords.of(Passwords.SUPERUSER));
        environment.put("PGDATABASE", "postgres");
        return environment;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
