package org.kennwilliamson.roster.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL refuses to run as root: there, this runs its programs without root's identity. */
record Unprivileged(List<String> prefix) {
    /**
     * Ways out of being root, the first that works is taken. A user namespace keeps the files root's own, but plain
     * Docker forbids it, and it can't enter another user's private home; being "nobody" who may open any file can
     * (PostgreSQL asks access(), which forgets that privilege unless the securebits keep it).
     */
    private static final List<List<String>> WAYS = List.of(
            List.of("unshare", "--user"),
            List.of(
                    "setpriv",
                    "--securebits=+no_setuid_fixup",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--inh-caps=+dac_override",
                    "--ambient-caps=+dac_override"));

    /** No longer root, able to write, and if there is data already, its owner: PostgreSQL insists on that. */
    private static final String PROBE = """
            cd "$0" && [ "$(id -u)" != 0 ] && touch lock \\
                && { [ ! -e data ] || { [ -O data ] && touch data/PG_VERSION; }; }
            """;

    /** @param home a directory that the programs must be able to write in */
    static Unprivileged in(Path home) {
        if (!new Command(List.of("id", "-u")).run().equals("0")) {
            return new Unprivileged(List.of());
        }
        return WAYS.stream()
                .filter(way -> fits(way, home))
                .findFirst()
                .map(Unprivileged::new)
                .orElseThrow(() -> new EmbeddedServerException("PostgreSQL won't run as root, and neither unshare nor"
                        + " setpriv can give that up for " + home + ": run this as an ordinary user"));
    }

    Command command(List<String> line, String input) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(line);
        return new Command(whole, Map.of(), input);
    }

    private static boolean fits(List<String> way, Path home) {
        List<String> line = new ArrayList<>(way);
        line.addAll(List.of("sh", "-c", PROBE, home.toString()));
        return new Command(line).attempt().succeeded();
    }
}
