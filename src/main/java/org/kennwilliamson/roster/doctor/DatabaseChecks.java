package org.kennwilliamson.roster.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.database.HostAndPort;
import org.kennwilliamson.roster.platform.database.SupportedPostgres;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Whether each URL leads to a supported PostgreSQL, all of them to one database, and connections are encrypted. */
final class DatabaseChecks {

    /** Two addresses may be one server's. */
    private static final String PLACE = "select pg_postmaster_start_time() || ' ' || current_database()";

    /** A standby is another server with the same data. */
    private static final String DATA = "select system_identifier || ' ' || current_database() from pg_control_system()";

    private static final String ENCRYPTION = """
            select case when ssl then version else '' end from pg_stat_ssl where pid = pg_backend_pid()""";

    private static final String VERSION = "select split_part(current_setting('server_version'), ' ', 1)";

    private static final String ELSE = "see PostgreSQL's log, or correct %s";

    private static final Map<String, String> REMEDIES = Map.of(
            "08001", "start PostgreSQL, or correct host and port in %s",
            "28P01", "correct the password in %s, or set it again: init-scripts/10-roles.sql",
            "28000", "allow this role from this machine in pg_hba.conf, or correct %s",
            "3D000", "correct the database's name in %s, or create it: init-scripts/20-databases.sql",
            "42501", "grant connect on the database to the role that %s names: init-scripts/20-databases.sql",
            "53300", "raise max_connections, or close connections of other programs; %s is right");

    private static final String IS_READ_ONLY = "select current_setting('transaction_read_only')::boolean";

    private final ProbeConnections connections;

    DatabaseChecks(ProbeConnections connections) {
        this.connections = connections;
    }

    List<Check> all() {
        return List.of(
                new Check(DatabaseAccount.SERVICE.line(), () -> reach(DatabaseAccount.SERVICE)),
                new Check(DatabaseAccount.OWNER.line(), () -> reach(DatabaseAccount.OWNER)),
                new Check(DatabaseAccount.BACKUP.line(), () -> reach(DatabaseAccount.BACKUP)),
                new Check("tls", this::tls));
    }

    private Finding reach(DatabaseAccount account) {
        DatabaseUrl url = connections.url(account);
        Setting variable = connections.variable(account).orElseThrow();
        try {
            ProbeConnection link = connections.open(account);
            String found = "PostgreSQL " + link.text(VERSION) + " at " + url.address() + ", " + url.database() + " as "
                    + url.user();
            if (link.majorVersion() < SupportedPostgres.OLDEST) {
                return Finding.fail(
                        found + ": too old", "Roster needs PostgreSQL " + SupportedPostgres.OLDEST + " or newer");
            }
            boolean standby = link.holds(RoleSql.IS_STANDBY);
            if (writes(account) && standby) {
                return Finding.fail(
                        found + ": a standby: it takes no writes",
                        ("have %s name the primary, or all hosts and target_session_attrs=read-write; or promote it: select "
                                        + "pg_promote()")
                                .formatted(variable));
            }
            if (writes(account) && link.holds(IS_READ_ONLY)) {
                return Finding.fail(
                        found + ": read-only, since default_transaction_read_only is on: it takes no writes",
                        "set it to off again, where it was set: alter system, alter database or alter role");
            }
            if (isElsewhere(account, link, standby ? DATA : PLACE)) {
                return Finding.fail(
                        found + ": not the service's database",
                        "set " + variable + " to the same database as DATABASE_URL");
            }
            return account == DatabaseAccount.SERVICE
                    ? ofAge(found, link.majorVersion())
                    : Finding.ok(found + (standby ? ", a standby" : ""));
        } catch (SQLException e) {
            return Finding.fail(url + ": " + said(e), remedy(e).formatted(variable));
        }
    }

    /** A backup may be of a standby; whether it can be verified there is for the line of its role. */
    private static boolean writes(DatabaseAccount account) {
        return account != DatabaseAccount.BACKUP;
    }

    /** @param found what is said of it, and how new it is */
    static Finding ofAge(String found, long majorVersion) {
        return majorVersion > SupportedPostgres.NEWEST
                ? Finding.warn(
                        found + ": newer than tested",
                        "this Roster was tested with PostgreSQL " + SupportedPostgres.OLDEST + " to "
                                + SupportedPostgres.NEWEST + "; a newer one may know more")
                : Finding.ok(found);
    }

    /** Without the driver's own advice: the remedy knows more. */
    private static String said(SQLException failure) {
        return OneLine.of(failure).replaceFirst(" Check that the hostname and port.*", "");
    }

    private static String remedy(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("scramMaxIterations")
                ? ServerChecks.FEWER_ITERATIONS + ", for the role that %s names"
                : REMEDIES.getOrDefault(String.valueOf(failure.getSQLState()), ELSE);
    }

    private boolean isElsewhere(DatabaseAccount account, ProbeConnection link, String place) throws SQLException {
        try {
            return account != DatabaseAccount.SERVICE
                    && !connections.link(DatabaseAccount.SERVICE).text(place).equals(link.text(place));
        } catch (SkippedException e) {
            // Another check tells that the service's own can't be reached.
            return false;
        }
    }

    private Finding tls() throws SQLException, SkippedException {
        DatabaseUrl url = connections.url(DatabaseAccount.SERVICE);
        return tls(url, connections.link(DatabaseAccount.SERVICE).text(ENCRYPTION));
    }

    /** @param protocol that the connection is encrypted by; empty if it isn't */
    static Finding tls(DatabaseUrl url, String protocol) {
        if (url.hosts().stream().map(HostAndPort::host).allMatch(DatabaseChecks::isHere)) {
            return Finding.ok("not needed: the database is on this machine");
        }
        if (protocol.isEmpty()) {
            return Finding.warn(
                    "the connection to " + url.address() + " isn't encrypted (sslmode=" + url.sslMode() + ")",
                    "add ?sslmode=verify-full&sslrootcert=FILE to DATABASE_URL, unless the network is yours alone");
        }
        return Finding.ok(protocol + ", sslmode=" + url.sslMode()
                + (url.sslMode().startsWith("verify-") ? "" : ": the server's certificate isn't verified"));
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
