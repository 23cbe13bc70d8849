package org.kennwilliamson.roster.backup;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.Manifest;
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

    private static String state(Manifest backup) {
        return Backup.state(backup);
    }
}
