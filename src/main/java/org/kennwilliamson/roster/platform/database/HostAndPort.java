package org.kennwilliamson.roster.platform.database;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * Where one server listens.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 */
public record HostAndPort(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;

    /** Letters of any language, since names may have them; a percent sign comes before an IPv6 address' zone. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%-]+");

    /**
     * Reads one or several, separated by commas: {@code host}, {@code host:port} or {@code [IPv6]:port}. Throws {@link
     * IllegalArgumentException} with the fault as the end of a sentence.
     */
    static List<HostAndPort> list(String text, int defaultPort) {
        return Arrays.stream(text.split(",", -1))
                .map(one -> parse(one, defaultPort))
                .toList();
    }

    static HostAndPort parse(String text, int defaultPort) {
        int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        if (hostEnd <= 0) {
            hostEnd = text.length();
        }
        String host = PercentEncoding.decode(text.substring(0, hostEnd).replaceAll("^\\[(.*)]$", "$1"));
        requireNoSocket(host);
        if (host.isEmpty() || text.startsWith(":")) {
            throw new IllegalArgumentException("has no host");
        }
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("has a host that is neither a name nor an address");
        }
        String rest = text.substring(hostEnd);
        return new HostAndPort(host, rest.isEmpty() ? defaultPort : port(rest));
    }

    /** What libpq takes for a directory of Unix sockets, or for an abstract one. */
    static void requireNoSocket(String host) {
        if (host.startsWith("/") || host.startsWith("@")) {
            throw new IllegalArgumentException(
                    "names a Unix socket, and Roster connects over TCP alone: name the address "
                            + "that PostgreSQL listens at, which is 127.0.0.1 if it runs on this machine");
        }
    }

    private static int port(String colonAndDigits) {
        if (!colonAndDigits.matches(":\\d{1,5}")
                || number(colonAndDigits) < 1
                || number(colonAndDigits) > HIGHEST_PORT) {
            throw new IllegalArgumentException("has a port that is no number from 1 to 65535");
        }
        return number(colonAndDigits);
    }

    private static int number(String colonAndDigits) {
        return Integer.parseInt(colonAndDigits.substring(1));
    }

    /** {@code host:port}, with brackets around an IPv6 address. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
