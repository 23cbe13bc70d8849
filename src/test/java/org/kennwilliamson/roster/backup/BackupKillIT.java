package org.kennwilliamson.roster.backup;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.scenario.KilledRunsTest;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;

/** SIGKILL of the packaged program; {@link KilledRunsTest} does it at many moments. */
@Tag("program")
class BackupKillIT {

    @TempDir
    Path place;

    @Test
    void aKillOfTheProgramCostsNoBackup() throws BackupException {
        BackupFixture fixture = new BackupFixture(BackupFixture.someUsers(), place);
        List<Manifest> earlier = List.of(fixture.verified());
        for (String phase : List.of("dumping", "proving")) {
            try (RosterProcess roster = RosterProcess.start(fixture.variables(), "backup", "create")) {
                Ready.until(phase, () -> roster.errors().contains(phase) || !roster.isAlive());
            }
            fixture.requireWhole(earlier);
        }

        try (RosterProcess roster = RosterProcess.start(fixture.variables(), "backup", "create")) {
            roster.printed(0);
        }
        fixture.requireWhole(earlier);
        fixture.requireNothingBut(fixture.backups().list());
    }
}
