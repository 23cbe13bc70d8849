package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the service from outside, four times a second: how many connections it holds, and how much memory. */
final class Watch implements Runnable {

    private static final int EVERY_MILLIS = 250;
    private static final int KIB = 1_024;
    private static final String ESTABLISHED = "01";
    private static final Pattern USED = Pattern.compile("(?:new generation|tenured generation).*? used (\\d+)K");

    private final Site site;
    private final History history;
    private final List<Sample> samples = new ArrayList<>();
    private Connection connection;
    private volatile int mostConnections;
    private final AtomicInteger mostOfLate = new AtomicInteger();

    Watch(Site site, History history) {
        this.site = site;
        this.history = history;
    }

    /** @param process which one of the service's it was */
    record Sample(long process, long residentMib) {}

    @Override
    public void run() {
        try {
            while (!site.isOver()) {
                look();
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            history.isWrong("nobody watches any more: " + e);
        } finally {
            forget();
        }
    }

    /** The most since this was asked last. */
    int mostOfLate() {
        return mostOfLate.getAndSet(0);
    }

    /** The most connections to the database that the service ever held. */
    int mostConnections() {
        return mostConnections;
    }

    /** The resident MiB of the last process, in a quarter of its life: 0 to 3. The first tenth, while it warms up, doesn't count. */
    synchronized long residentMib(int quarter) {
        if (samples.isEmpty()) {
            return 0;
        }
        long last = samples.get(samples.size() - 1).process();
        List<Sample> all =
                samples.stream().filter(sample -> sample.process() == last).toList();
        List<Sample> warm = all.subList(all.size() / 10, all.size());
        return Math.round(warm.subList(warm.size() * quarter / 4, warm.size() * (quarter + 1) / 4).stream()
                .mapToLong(Sample::residentMib)
                .average()
                .orElse(0));
    }

    /** What lives in the heap of the service's JVM after a full collection, in KiB; 0 if it is no JVM. */
    long liveHeapKib() {
        String pid = Long.toString(site.roster().pid());
        jcmd(pid, "GC.run");
        return USED.matcher(jcmd(pid, "GC.heap_info"))
                .results()
                .mapToLong(part -> Long.parseLong(part.group(1)))
                .sum();
    }

    private void look() {
        int connections = connections();
        mostConnections = Math.max(mostConnections, connections);
        mostOfLate.accumulateAndGet(connections, Math::max);
        long process = site.roster().pid();
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
            lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB)
                    .forEach(mib -> keep(new Sample(process, mib)));
        } catch (IOException | UncheckedIOException e) {
            // It was just killed.
        }
    }

    private synchronized void keep(Sample sample) {
        samples.add(sample);
    }

    /** Those that both ends hold: the service a socket, and the server a session. */
    private int connections() {
        Map<Integer, Integer> linked = site.proxy().linked();
        Set<Integer> clients = sessions().stream().map(linked::get).collect(Collectors.toSet());
        String port = String.format(Locale.ROOT, ":%04X", site.proxy().port());
        int count = 0;
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/net", table))) {
                count += (int) lines.map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns[2].endsWith(port) && columns[3].equals(ESTABLISHED))
                        .filter(columns -> clients.contains(localPort(columns[1])))
                        .count();
            } catch (IOException e) {
                // No IPv6 here.
            }
        }
        return count;
    }

    /** The ports from which the service's sessions were opened, as the server sees them; none while it doesn't answer. */
    private List<Integer> sessions() {
        try {
            if (connection == null) {
                connection = site.connect("postgres", "postgres");
            }
            List<Integer> ports = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select client_port from pg_stat_activity where usename = 'roster_service'")) {
                while (rows.next()) {
                    ports.add(rows.getInt(1));
                }
            }
            return ports;
        } catch (SQLException e) {
            forget();
            return List.of();
        }
    }

    private void forget() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It is of no use any more.
        }
        connection = null;
    }

    private static int localPort(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }

    private static String jcmd(String... arguments) {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes());
        } catch (IOException e) {
            return "";
        }
    }
}
