package org.kennwilliamson.roster.backup.postgres;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;

/**
 * Which version of PostgreSQL's programs a task needs. An archive can be read by those that are as new as the pg_dump that
 * wrote it; and from 17 on pg_restore sets a parameter that servers up to 16 refuse.
 */
public final class SuitableClient {

    private static final int FIRST_WITH_TRANSACTION_TIMEOUT = 17;

    private static final String PG_RESTORE = "pg_restore";

    private final ClientPrograms programs;

    public SuitableClient(ClientPrograms programs) {
        this.programs = programs;
    }

    /** Whether programs of one version can back up a server of another, and restore that there. */
    public static boolean canBackUp(int client, int server) {
        return client >= server && suits(client, server);
    }

    /**
     * A program for a backup of this server, or for a copy: of the server's own major version, else the oldest newer one
     * that can restore there. An older one can't read the server.
     */
    public ClientPrograms.Program own(String name, ServerVersion server) throws BackupException {
        ClientPrograms.Program program = closest(name, server.major());
        if (!canBackUp(program.major(), server.major())) {
            throw new BackupException(
                    FailureReason.PROGRAM,
                    name + " " + program.version() + " is "
                            + (program.major() < server.major() ? "older" : "newer")
                            + " than the server, " + server.text() + ": " + server.remedy());
        }
        return program;
    }

    /** The program of this major version, else one that can back up such a server, else any; throws if there is none. */
    public ClientPrograms.Program closest(String name, int major) throws BackupException {
        ClientPrograms.Program program = programs.nearest(name, major);
        return program.major() == major
                ? program
                : best(programs.all(name), major, other -> canBackUp(other.major(), major))
                        .orElse(program);
    }

    /**
     * The pg_restore for an archive into this server: the server's own if that reads it.
     *
     * @param dumpedBy the major version of the pg_dump that wrote it; 0 if it isn't known
     */
    public ClientPrograms.Program restoring(int dumpedBy, ServerVersion server) throws BackupException {
        if (!suits(dumpedBy, server.major())) {
            throw new BackupException(
                    FailureReason.PROGRAM,
                    "The backup was written by pg_dump " + dumpedBy + ", whose files need a server of "
                            + FIRST_WITH_TRANSACTION_TIMEOUT + " or newer, and this one is " + server.text()
                            + ": restore it on PostgreSQL " + dumpedBy);
        }
        List<ClientPrograms.Program> found = programs.all(PG_RESTORE);
        return best(
                        found,
                        server.major(),
                        program -> program.major() >= dumpedBy && suits(program.major(), server.major()))
                .orElseThrow(() -> found.stream().anyMatch(program -> program.major() >= dumpedBy)
                        ? new BackupException(
                                FailureReason.PROGRAM,
                                versions(found) + " can't restore into the server, " + server.text() + ": "
                                        + server.remedy())
                        : unreadable(found, dumpedBy, Math.max(dumpedBy, server.major())));
    }

    /** The pg_restore that reads an archive, and connects to no server; {@code dumpedBy} as above. */
    public ClientPrograms.Program reading(int dumpedBy) throws BackupException {
        List<ClientPrograms.Program> found = programs.all(PG_RESTORE);
        return best(found, dumpedBy, program -> program.major() >= dumpedBy)
                .orElseThrow(() -> unreadable(found, dumpedBy, dumpedBy));
    }

    /** The one of this major version, else the newest older one, else the oldest newer one. */
    private static Optional<ClientPrograms.Program> best(
            List<ClientPrograms.Program> found, int major, Predicate<ClientPrograms.Program> suitable) {
        return found.stream()
                .filter(suitable)
                .min(Comparator.comparing((ClientPrograms.Program program) -> program.major() > major)
                        .thenComparing(program -> Math.abs(program.major() - major)));
    }

    private static boolean suits(int client, int server) {
        return client < FIRST_WITH_TRANSACTION_TIMEOUT || server >= FIRST_WITH_TRANSACTION_TIMEOUT;
    }

    private static BackupException unreadable(List<ClientPrograms.Program> found, int dumpedBy, int needed) {
        return new BackupException(
                FailureReason.PROGRAM,
                "The backup was written by pg_dump " + dumpedBy + ", and " + versions(found) + " can't read it: "
                        + ServerVersion.remedy(needed));
    }

    private static String versions(List<ClientPrograms.Program> found) {
        return found.stream()
                .map(ClientPrograms.Program::version)
                .distinct()
                .collect(Collectors.joining(" or ", PG_RESTORE + " ", ""));
    }
}
