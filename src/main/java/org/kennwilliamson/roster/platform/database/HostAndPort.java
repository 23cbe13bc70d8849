package org.kennwilliamson.roster.platform.database;

import org.kennwilliamson.roster.platform.text.PercentEncoding;

/** The last part of a URI's authority: {@code host}, {@code host:port} or {@code [IPv6]:port}. */
record HostAndPort(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;

    /** Throws {@link IllegalArgumentException} with the fault as the end of a sentence. */
    static HostAndPort parse(String text, int defaultPort) {
        int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        if (hostEnd <= 0) {
            hostEnd = text.length();
        }
        String host = text.substring(0, hostEnd).replaceAll("^\\[|]$", "");
        if (host.isEmpty() || text.startsWith(":")) {
            throw new IllegalArgumentException("has no host");
        }
        String rest = text.substring(hostEnd);
        return new HostAndPort(PercentEncoding.decode(host), rest.isEmpty() ? defaultPort : port(rest));
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
}
