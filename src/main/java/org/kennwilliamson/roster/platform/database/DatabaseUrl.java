package org.kennwilliamson.roster.platform.database;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * Where a database is and who connects: {@code postgresql://user:password@host:port/database[?sslmode=…]}, the
 * connection URI of libpq with its parts percent-encoded. Several hosts, separated by commas, are tried.
 *
 * @param target which of several hosts will do
 * @param sslMode one of libpq's six modes
 * @param rootCertificate file of PEM certificates to trust, for {@code verify-ca} and {@code verify-full}
 */
public record DatabaseUrl(
        String user,
        String password,
        List<HostAndPort> hosts,
        String database,
        TargetSession target,
        String sslMode,
        Optional<String> rootCertificate) {

    /**
     * Reads a connection URI.
     *
     * @param variable the variable it comes from, for the message
     * @throws InvalidSettingException naming the variable and what is wrong with it, but nothing of its value
     */
    public static DatabaseUrl parse(String variable, String value) {
        try {
            return DatabaseUrlParser.parse(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(variable + " " + e.getMessage()
                    + ". Expected: postgresql://user:password@host:port/database[?sslmode=…]");
        }
    }

    /**
     * The same place as the JDBC driver writes it; user and password go beside it.
     *
     * @param patience seconds that connecting to one host may take
     */
    public String jdbcUrl(int patience) {
        String trust = rootCertificate
                .map(file -> "&sslrootcert=" + PercentEncoding.encode(file))
                .orElse("");
        // What the driver remembers of a host is nothing to go by: it may have become the primary a moment ago.
        String choice =
                target == TargetSession.ANY ? "" : "&targetServerType=" + target.jdbc() + "&hostRecheckSeconds=0";
        return "jdbc:postgresql://" + address() + "/" + PercentEncoding.encode(database) + "?sslmode=" + sslMode + trust
                + choice + "&connectTimeout=" + patience + "&loginTimeout=" + 2 * patience * hosts.size();
    }

    /** Another database of the same server, as the same user. */
    public DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(user, password, hosts, other, target, sslMode, rootCertificate);
    }

    /** {@code host:port}, with brackets around an IPv6 address; of several hosts with commas between them. */
    public String address() {
        return hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    }

    /** Without the password, so that no log can show it by accident. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + address() + "/" + database;
    }
}
