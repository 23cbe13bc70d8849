package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One data directory and the postmaster on it. */
record Cluster(Path home, Binaries binaries, Unprivileged user) {
    private static final int LINE_OF_PORT = 3;

    /** Initialises the data directory unless it is there. */
    void create(String superuserPassword) throws IOException {
        if (Files.isDirectory(data())) {
            return;
        }
        Path partial = home.resolve("data.partial");
        Folders.remove(partial);
        List<String> line = List.of(
                binaries.program("initdb"),
                "--pgdata=" + partial,
                "--username=" + Passwords.SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=/dev/stdin",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        user.command(line, superuserPassword + "\n").run();
        Files.writeString(
                partial.resolve("postgresql.conf"),
                Files.readString(partial.resolve("postgresql.conf")) + "\ninclude 'roster.conf'\n");
        Files.move(partial, data());
    }

    void start(int port, Map<String, String> settings) throws IOException {
        Files.writeString(data().resolve("roster.conf"), configuration(port, settings));
        try {
            pgCtl("start", "-l", log().toString(), "-t", "60");
        } catch (EmbeddedServerException e) {
            throw new EmbeddedServerException(
                    "PostgreSQL didn't start in %s; %s says: %s".formatted(data(), log(), lastWords()));
        }
    }

    void stop() {
        pgCtl("stop", "-m", "fast", "-t", "30");
    }

    /** Ends the postmaster and all its children at once, as a crash would. */
    void kill() throws IOException {
        List<ProcessHandle> processes = pid().flatMap(ProcessHandle::of).stream()
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                .toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        while (processes.stream().anyMatch(Cluster::lives)) {
            LockSupport.parkNanos(10_000_000);
        }
        Files.deleteIfExists(pidFile());
    }

    /** A dead orphan that the system's first process hasn't buried yet (some containers' never do) counts as gone. */
    private static boolean lives(ProcessHandle process) {
        try {
            return !Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    /** The postmaster's process id, if one has left its file: whether it is alive, only a connection shows. */
    Optional<Long> pid() {
        return pidLine(0).map(Long::valueOf);
    }

    Optional<Integer> port() {
        return pidLine(LINE_OF_PORT).map(Integer::valueOf);
    }

    private Optional<String> pidLine(int number) {
        try (Stream<String> lines = Files.lines(pidFile())) {
            return lines.skip(number).findFirst().map(String::strip);
        } catch (IOException e) {
            // The server takes the file away when it stops, perhaps just now.
            return Optional.empty();
        }
    }

    private void pgCtl(String... arguments) {
        List<String> line = Stream.concat(
                        Stream.of(binaries.program("pg_ctl"), "-D", data().toString(), "-w", "-s"),
                        Stream.of(arguments))
                .toList();
        user.command(line, "").run();
    }

    private static String configuration(int port, Map<String, String> settings) {
        return Stream.concat(
                        Stream.of(
                                Map.entry("listen_addresses", "127.0.0.1"),
                                Map.entry("port", Integer.toString(port)),
                                Map.entry("unix_socket_directories", ""),
                                Map.entry("timezone", "UTC"),
                                Map.entry("log_timezone", "UTC")),
                        settings.entrySet().stream())
                .map(entry -> entry.getKey() + " = '" + entry.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }

    private String lastWords() throws IOException {
        if (!Files.exists(log())) {
            return "nothing";
        }
        List<String> lines = Files.readAllLines(log());
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path log() {
        return home.resolve("server.log");
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }
}
