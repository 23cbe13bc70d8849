package org.kennwilliamson.roster.doctor;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * The connections to the database, each tried once: later calls get the same connection, or the same failure. Only the
 * first check that needs a server waits for one that isn't there, and not for long.
 */
final class ProbeConnections implements AutoCloseable {

    private static final int CONNECT_SECONDS = 3;
    private static final String LIMITS = "&ApplicationName=roster-doctor&socketTimeout=10";
    private static final String NO_SERVER = "08001";

    private final Variables variables;
    private final Map<DatabaseUrl, Attempt> attempts = new HashMap<>();
    private final Map<String, SQLException> away = new HashMap<>();

    ProbeConnections(Variables variables) {
        this.variables = variables;
    }

    /** Either of them is null. */
    private record Attempt(ProbeConnection link, SQLException failure) {}

    /** The URL of an account; throws InvalidSettingException if no variable says so, or an invalid one does. */
    DatabaseUrl url(DatabaseAccount account) {
        return account.url(variables);
    }

    /** The variable that has an account's URL; empty if none does. */
    Optional<Setting> variable(DatabaseAccount account) {
        return account.setting(variables);
    }

    /** For checks of whether the database can be reached. */
    ProbeConnection open(DatabaseAccount account) throws SQLException {
        Attempt attempt = attempts.computeIfAbsent(url(account), this::attempt);
        if (attempt.failure() != null) {
            throw attempt.failure();
        }
        return attempt.link();
    }

    /** For checks that can't be made without the database. */
    ProbeConnection link(DatabaseAccount account) throws SkippedException {
        try {
            return open(account);
        } catch (SQLException e) {
            throw new SkippedException(
                    "the database can't be reached as " + url(account).user(), account.line());
        }
    }

    @Override
    public void close() {
        attempts.values().stream().filter(attempt -> attempt.link() != null).forEach(attempt -> attempt.link()
                .close());
    }

    private Attempt attempt(DatabaseUrl url) {
        try {
            if (away.containsKey(url.address())) {
                throw away.get(url.address());
            }
            return new Attempt(
                    new ProbeConnection(DriverManager.getConnection(
                            url.jdbcUrl(CONNECT_SECONDS) + LIMITS, url.user(), url.password())),
                    null);
        } catch (SQLException e) {
            if (NO_SERVER.equals(e.getSQLState())) {
                away.put(url.address(), e);
            }
            return new Attempt(null, e);
        }
    }
}
