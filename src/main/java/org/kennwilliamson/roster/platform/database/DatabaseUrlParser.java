package org.kennwilliamson.roster.platform.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * Reads connection URIs. A character of the password that isn't percent-encoded moves the borders of all that follows, so
 * that is looked for first. Throws {@link IllegalArgumentException} with the fault as the end of a sentence, and nothing of
 * the URI but the one character that is wrong.
 */
final class DatabaseUrlParser {

    private static final Pattern SCHEME = Pattern.compile("^postgres(?:ql)?://");
    private static final Pattern HALF_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\s\\p{Cntrl}]");

    /** How a query begins that is one. */
    private static final Pattern PARAMETER = Pattern.compile("^[a-z_]+=");

    private static final String SSL_MODE = "sslmode";
    private static final String ROOT_CERTIFICATE = "sslrootcert";
    private static final String TARGET = "target_session_attrs";
    private static final Set<String> PARAMETERS = Set.of(SSL_MODE, ROOT_CERTIFICATE, TARGET);

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final int DEFAULT_PORT = 5432;

    private final String authority;
    private final String path;
    private final String query;

    private DatabaseUrlParser(String authority, String path, String query) {
        this.authority = authority;
        this.path = path;
        this.query = query;
    }

    static DatabaseUrl parse(String uri) {
        require(SCHEME.matcher(uri).find(), "must start with postgresql://");
        String rest = SCHEME.matcher(uri).replaceFirst("");
        requireEncoded(!rest.contains("#"), '#');
        requireEncoded(!HALF_ENCODED.matcher(rest).find(), '%');
        require(
                !UNPRINTABLE.matcher(rest).find(),
                "has a space or another character that can't be seen, which must be percent-encoded: a space as %20");
        return split(rest).url();
    }

    private static DatabaseUrlParser split(String rest) {
        int mark = rest.indexOf('?');
        String place = mark < 0 ? rest : rest.substring(0, mark);
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        String path = slash < 0 ? "" : place.substring(slash);
        boolean credentials = authority.contains("@");
        boolean severalSegments = path.lastIndexOf('/') > 0;
        requireEncoded(!path.contains("@") || credentials && !severalSegments, '/');
        requireEncoded(!query.contains("@") || PARAMETER.matcher(query).find() || credentials && !path.isEmpty(), '?');
        return new DatabaseUrlParser(authority, path, query);
    }

    private DatabaseUrl url() {
        Map<String, String> parameters = parameters();
        int at = authority.lastIndexOf('@');
        require(!authority.isEmpty(), "has no host");
        List<HostAndPort> hosts = HostAndPort.list(authority.substring(at + 1), DEFAULT_PORT);
        require(at > 0, "has no user");
        String[] credentials = authority.substring(0, at).split(":", 2);
        String user = PercentEncoding.decode(credentials[0]);
        require(!user.isEmpty(), "has no user");
        return new DatabaseUrl(
                user,
                credentials.length == 2 ? PercentEncoding.decode(credentials[1]) : "",
                hosts,
                database(),
                target(parameters),
                sslMode(parameters),
                Optional.ofNullable(parameters.get(ROOT_CERTIFICATE)));
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? PercentEncoding.decode(parts[1]) : "";
            if (parts[0].equals("host")) {
                HostAndPort.requireNoSocket(value);
            }
            require(
                    parts.length == 2 && PARAMETERS.contains(parts[0]),
                    "has a parameter that Roster doesn't know; known: sslmode, sslrootcert, target_session_attrs; a '?' in "
                            + "a password must be percent-encoded as %3F");
            parameters.put(parts[0], value);
        }
        return parameters;
    }

    private String database() {
        String name = path.isEmpty() ? "" : PercentEncoding.decode(path.substring(1));
        require(!name.isEmpty(), "has no database name");
        require(
                !name.contains("/"),
                "has more than a database name in its path; a '/' in a password must be percent-encoded as %2F");
        return name;
    }

    private static TargetSession target(Map<String, String> parameters) {
        return TargetSession.of(parameters.getOrDefault(TARGET, TargetSession.ANY.libpq()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "has an unknown target_session_attrs; known: " + TargetSession.names()));
    }

    private static String sslMode(Map<String, String> parameters) {
        String mode = parameters.getOrDefault(SSL_MODE, "prefer");
        require(
                SSL_MODES.contains(mode),
                "has an unknown sslmode; known: disable, allow, prefer, require, verify-ca, verify-full");
        require(
                !mode.startsWith("verify-") || parameters.containsKey(ROOT_CERTIFICATE),
                "needs sslrootcert=FILE with sslmode=" + mode);
        return mode;
    }

    private static void requireEncoded(boolean condition, char character) {
        require(
                condition,
                "has a '" + character + "' that isn't percent-encoded: in a user, a password or a name write " + "%"
                        + Integer.toHexString(character).toUpperCase(Locale.ROOT) + " for it");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
