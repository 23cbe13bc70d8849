package org.kennwilliamson.roster.backup;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.Requirements.SuperuserObject;
import org.kennwilliamson.roster.backup.postgres.RowCounts;

/** Backups as a table for people. */
final class BackupListing {

    private static final String FORMAT = "%-20s  %-9s  %12s  %12s  %s";

    private BackupListing() {}

    static Stream<String> of(List<Manifest> backups) {
        return Stream.concat(
                Stream.of(FORMAT.formatted("STARTED", "STATE", "BYTES", "ROWS", "FILE")),
                backups.stream().map(BackupListing::line));
    }

    static String line(Manifest backup) {
        return FORMAT.formatted(
                backup.startedAt().truncatedTo(ChronoUnit.SECONDS),
                state(backup),
                backup.size(),
                RowCounts.sum(backup.rows()),
                backup.file());
    }

    /** What a verified one says nothing about. */
    static Stream<String> notes(Manifest backup) {
        List<String> unverified = backup.verification().leftOut().stream()
                .filter(object -> !SuperuserObject.isExtension(object))
                .toList();
        List<String> missing = backup.requirements().notDumped();
        return Stream.of(
                        unverified.isEmpty()
                                ? ""
                                : "In it, but not verified, since a plain role can't restore it: "
                                        + String.join(", ", unverified),
                        missing.isEmpty()
                                ? ""
                                : "Not in it, since only a superuser's pg_dump reads it: " + String.join(", ", missing))
                .filter(note -> !note.isEmpty());
    }

    private static String state(Manifest backup) {
        return Backup.state(backup);
    }
}
