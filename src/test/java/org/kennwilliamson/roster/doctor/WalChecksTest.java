package org.kennwilliamson.roster.doctor;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.wal.ArchiveMode;
import org.kennwilliamson.roster.wal.Archiver;
import org.kennwilliamson.roster.wal.ReplicationSlot;
import org.kennwilliamson.roster.wal.ReplicationSlot.SlotState;
import org.kennwilliamson.roster.wal.Wals;

import static org.assertj.core.api.Assertions.assertThat;

/** What takes hours to come about. */
class WalChecksTest {

    private static final Duration HOURS = Duration.ofHours(3);
    private static final String SEGMENT = "000000010000000000000010";

    @Test
    void anIdleServerIsWell() {
        assertFinding(
                WalChecks.archiving(Wals.at(17, Wals.archived(SEGMENT, HOURS))),
                Level.OK,
                "on, within 60 s; the last was archived 3 h ago; whether");
        assertFinding(
                WalChecks.archiving(Wals.at(99, Wals.archived(SEGMENT + ".00000028.backup", HOURS))), Level.OK, "on,");
    }

    @Test
    void segmentsThatWaitWithoutAFailureAreTold() {
        Archiver archiver = Wals.archived(SEGMENT, HOURS);
        assertFinding(
                WalChecks.archiving(Wals.at(20, archiver)),
                Level.FAIL,
                "stopped: the last was archived 3 h ago; 3 segments wait (48 MiB)");
        assertFinding(WalChecks.archiving(Wals.at(18, archiver)), Level.WARN, "1 segment waits (16 MiB)");
        assertFinding(
                WalChecks.archiving(Wals.at(20, Wals.archived(SEGMENT, Duration.ofSeconds(9)))),
                Level.OK,
                "the last was archived 9 s ago");
    }

    @Test
    void aFailureIsTold() {
        assertFinding(
                WalChecks.archiving(Wals.at(
                        18,
                        Wals.failed(Wals.archived(SEGMENT, HOURS), "000000010000000000000011", Duration.ofSeconds(7)))),
                Level.FAIL,
                "stopped: 000000010000000000000011 failed 7 s ago; 1 segment waits (16 MiB); the last was archived 3 h ago");
        assertFinding(
                WalChecks.archiving(
                        Wals.at(17, Wals.failed(Wals.archived(SEGMENT, Duration.ofSeconds(7)), SEGMENT, HOURS))),
                Level.OK,
                "on,");
    }

    @Test
    void nobodyKnowsWhatWasArchivedBeforeTheStatisticsBegan() {
        assertFinding(
                WalChecks.archiving(Wals.at(17, Wals.began(ArchiveMode.ON, HOURS))),
                Level.WARN,
                "nothing was archived since the statistics began 3 h ago: nobody wrote, or it doesn't work");
        assertFinding(
                WalChecks.archiving(Wals.at(17, Wals.began(ArchiveMode.ON, Duration.ofSeconds(9)))), Level.OK, "on,");
    }

    @Test
    void whatTheSettingsDoIsTold() {
        assertFinding(
                WalChecks.archiving(Wals.at(17, Wals.began(ArchiveMode.OFF, HOURS))),
                Level.OK,
                "off: what was written since the last backup goes with the disk; docs/any-minute.md makes that a minute");
        assertFinding(
                WalChecks.archiving(Wals.at(17, Wals.began(ArchiveMode.UNSET, HOURS))),
                Level.FAIL,
                "until the disk is full");
        assertFinding(
                WalChecks.archiving(Wals.at(17, Wals.began(ArchiveMode.DISCARDED, HOURS))),
                Level.WARN,
                "keeps nothing");
        Archiver archiver = Wals.archived(SEGMENT, HOURS);
        assertFinding(
                WalChecks.archiving(Wals.at(
                        17,
                        new Archiver(
                                ArchiveMode.ON,
                                Duration.ZERO,
                                archiver.lastFile(),
                                archiver.lastSuccess(),
                                archiver.failedFile(),
                                archiver.lastFailure(),
                                0,
                                archiver.since()))),
                Level.WARN,
                "archive_timeout is 0: what is written waits until 16 MiB are full");
    }

    @Test
    void whatHoldsWalBackIsNamed() {
        assertSlot(true, SlotState.RESERVED, 99, Level.OK, "replication slots hold 99 MiB back at most");
        assertSlot(true, SlotState.EXTENDED, 9000, Level.WARN, "the replication slot a holds 9000 MiB back; ");
        assertSlot(false, SlotState.RESERVED, 9, Level.OK, "hold 9 MiB back at most");
        assertSlot(
                false,
                SlotState.RESERVED,
                99,
                Level.WARN,
                "the replication slot a holds 99 MiB back, and nobody reads it; ");
        assertSlot(false, SlotState.LOST, 0, Level.WARN, "the replication slot a was given up");
        assertFinding(
                WalChecks.kept(Wals.at(17, Wals.began(ArchiveMode.OFF, HOURS))),
                Level.OK,
                "no replication slot holds any back; the size of pg_wal is for pg_monitor to see");
    }

    private static void assertSlot(boolean active, SlotState state, long mebibytes, Level level, String message) {
        ReplicationSlot slot = new ReplicationSlot("a", active, state, mebibytes << 20, false);
        Finding finding = WalChecks.kept(Wals.at(17, Wals.archived(SEGMENT, HOURS), slot));
        assertFinding(finding, level, message);
        if (level == Level.WARN) {
            assertThat(finding.remedy()).contains("select pg_drop_replication_slot('a')");
        }
    }

    private static void assertFinding(Finding finding, Level level, String message) {
        assertThat(finding.message()).contains(message);
        assertThat(finding.message().length() + 25).as(finding.message()).isLessThanOrEqualTo(160);
        assertThat(finding.level()).as(finding.message()).isEqualTo(level);
        assertThat(finding.remedy() == null).isEqualTo(level == Level.OK);
    }
}
