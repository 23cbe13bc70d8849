package org.kennwilliamson.roster.platform.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * Where a database is and who connects: {@code postgresql://user:password@host:port/database[?sslmode=…]}, the
 * connection URI of libpq with its parts percent-encoded.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param sslMode one of libpq's six modes
 * @param rootCertificate file of PEM certificates to trust, for {@code verify-ca} and {@code verify-full}
 */
public record DatabaseUrl(
        String user,
        String password,
        String host,
        int port,
        String database,
        String sslMode,
        Optional<String> rootCertificate) {

    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads a connection URI.
     *
     * @param variable the variable it comes from, for the message
     * @throws InvalidSettingException naming the variable and what is wrong with it, but nothing of its value
     */
    public static DatabaseUrl parse(String variable, String value) {
        try {
            URI uri = new URI(value);
            require(uri.getScheme() != null && SCHEMES.contains(uri.getScheme()), "must start with postgresql://");
            require(uri.getRawAuthority() != null, "has no host");
            Map<String, String> parameters = parameters(uri.getRawQuery());
            DatabaseUrl url = withAuthority(uri.getRawAuthority(), database(uri.getRawPath()), parameters);
            require(uri.getRawFragment() == null, "has a '#', which must be percent-encoded as %23");
            return url;
        } catch (URISyntaxException e) {
            throw invalid(variable, "is not a URI; special characters in it must be percent-encoded, '@' as %40");
        } catch (IllegalArgumentException e) {
            throw invalid(variable, e.getMessage());
        }
    }

    /** The same place as the JDBC driver writes it; user and password go beside it. */
    public String jdbcUrl() {
        String trust = rootCertificate
                .map(file -> "&sslrootcert=" + PercentEncoding.encode(file))
                .orElse("");
        return "jdbc:postgresql://" + address() + "/" + PercentEncoding.encode(database) + "?sslmode=" + sslMode
                + trust;
    }

    /** Another database of the same server, as the same user. */
    public DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(user, password, host, port, other, sslMode, rootCertificate);
    }

    /** {@code host:port}, with brackets around an IPv6 address. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Without the password, so that no log can show it by accident. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + address() + "/" + database;
    }

    private static DatabaseUrl withAuthority(String authority, String database, Map<String, String> parameters) {
        int at = authority.lastIndexOf('@');
        require(at > 0, "has no user");
        String[] credentials = authority.substring(0, at).split(":", 2);
        String user = PercentEncoding.decode(credentials[0]);
        require(!user.isEmpty(), "has no user");
        HostAndPort place = HostAndPort.parse(authority.substring(at + 1), DEFAULT_PORT);
        return new DatabaseUrl(
                user,
                credentials.length == 2 ? PercentEncoding.decode(credentials[1]) : "",
                place.host(),
                place.port(),
                database,
                sslMode(parameters),
                Optional.ofNullable(parameters.get("sslrootcert")));
    }

    private static String database(String path) {
        String name = path == null || path.isEmpty() ? "" : PercentEncoding.decode(path.substring(1));
        require(!name.isEmpty(), "has no database name");
        require(!name.contains("/"), "has more than a database name in its path");
        return name;
    }

    private static String sslMode(Map<String, String> parameters) {
        String mode = parameters.getOrDefault("sslmode", "prefer");
        require(
                SSL_MODES.contains(mode),
                "has an unknown sslmode; known: disable, allow, prefer, require, verify-ca, " + "verify-full");
        require(
                !mode.startsWith("verify-") || parameters.containsKey("sslrootcert"),
                "needs sslrootcert=FILE with sslmode=" + mode);
        return mode;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            require(
                    parts.length == 2 && Set.of("sslmode", "sslrootcert").contains(parts[0]),
                    "has a parameter that Roster doesn't know; known: sslmode, sslrootcert");
            parameters.put(parts[0], PercentEncoding.decode(parts[1]));
        }
        return parameters;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static InvalidSettingException invalid(String variable, String message) {
        return new InvalidSettingException(
                variable + " " + message + ". Expected: postgresql://user:password@host:port/database[?sslmode=…]");
    }
}
