package org.kennwilliamson.roster.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.wal.Archiver;
import org.kennwilliamson.roster.wal.ReplicationSlot;
import org.kennwilliamson.roster.wal.WalInspection;
import org.kennwilliamson.roster.wal.WalStatus;

/** Whether PostgreSQL archives its WAL, if it is to, and what keeps WAL on the disk. */
final class WalChecks {

    /** For that long PostgreSQL and pgBackRest try again by themselves. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int MEBIBYTE = 20;
    private static final String PAGE = "docs/any-minute.md";
    private static final String STOPPED = "PostgreSQL's log says why; then " + PAGE + ", When archiving stops";
    private static final String HOW = "set it as deploy/pgbackrest/any-minute.conf does: " + PAGE;

    private final ProbeConnections connections;
    private final Variables variables;

    private Optional<WalStatus> status = Optional.empty();

    WalChecks(ProbeConnections connections, Variables variables) {
        this.connections = connections;
        this.variables = variables;
    }

    List<Check> all() {
        return List.of(new Check("archiving", () -> archiving(status())), new Check("wal", () -> kept(status())));
    }

    /** Asked once, over connections as the service's own. */
    private WalStatus status() throws SQLException, SkippedException {
        if (connections.link(DatabaseAccount.SERVICE).holds(RoleSql.IS_STANDBY)) {
            throw new SkippedException("a standby has the primary's WAL", DatabaseAccount.SERVICE.line());
        }
        status = status.or(() -> Optional.of(WalInspection.status(variables)));
        return status.orElseThrow();
    }

    static Finding archiving(WalStatus wal) {
        return switch (wal.archiver().mode()) {
            case OFF ->
                Finding.ok("off: what was written since the last backup goes with the disk; " + PAGE
                        + " makes that a minute");
            case UNSET ->
                Finding.fail("archive_command is empty: PostgreSQL keeps all WAL, until the disk is full", HOW);
            case DISCARDED ->
                Finding.warn("archive_command keeps nothing: what counts as archived is thrown away", HOW);
            case ON -> attempts(wal);
        };
    }

    private static Finding attempts(WalStatus wal) {
        Archiver archiver = wal.archiver();
        if (archiver.isFailing()) {
            return Finding.fail(
                    "stopped: " + archiver.failedFile().orElseThrow() + " failed "
                            + ago(archiver.lastFailure().orElseThrow(), wal.at()) + waiting(wal) + "; " + last(wal),
                    STOPPED);
        }
        boolean quiet = archiver.lastSuccess()
                .orElse(archiver.since())
                .isBefore(wal.at().minus(PATIENCE));
        if (quiet && wal.waiting().orElse(0) > 0) {
            String message = "stopped: " + last(wal) + waiting(wal);
            // A single one may have been completed a moment ago, after hours in which nobody wrote.
            return wal.waiting().orElseThrow() > 1 ? Finding.fail(message, STOPPED) : Finding.warn(message, STOPPED);
        }
        if (quiet && archiver.lastSuccess().isEmpty()) {
            return Finding.warn(
                    last(wal) + ": nobody wrote, or it doesn't work",
                    "pgbackrest --stanza=roster check tries it: " + PAGE);
        }
        return archiver.timeout().isZero()
                ? Finding.warn(
                        "on, but archive_timeout is 0: what is written waits until " + mebibytes(wal.segmentSize())
                                + " are full",
                        "alter system set archive_timeout = 60; select pg_reload_conf()")
                : Finding.ok("on, within " + archiver.timeout().toSeconds() + " s; " + last(wal)
                        + "; whether it can be restored, pgbackrest-verify tells");
    }

    private static String last(WalStatus wal) {
        Archiver archiver = wal.archiver();
        return archiver.lastSuccess()
                .map(time -> "the last was archived " + ago(time, wal.at()))
                .orElse("nothing was archived since the statistics began " + ago(archiver.since(), wal.at()));
    }

    private static String waiting(WalStatus wal) {
        long segments = wal.waiting().orElse(0);
        return segments == 0
                ? ""
                : "; " + segments + (segments == 1 ? " segment waits (" : " segments wait (")
                        + mebibytes(segments * wal.segmentSize()) + ")";
    }

    static Finding kept(WalStatus wal) {
        String size = wal.size().isPresent()
                ? "pg_wal has " + mebibytes(wal.size().getAsLong())
                : "the size of pg_wal is for pg_monitor to see";
        List<ReplicationSlot> troubled =
                wal.slots().stream().filter(slot -> isTrouble(slot, wal)).toList();
        if (!troubled.isEmpty()) {
            return Finding.warn(
                    Finding.listed(troubled.stream().map(WalChecks::trouble).toList()) + "; " + size,
                    remedy(troubled.get(0)));
        }
        long most = wal.slots().stream().mapToLong(ReplicationSlot::held).max().orElse(0);
        return Finding.ok((wal.slots().isEmpty()
                        ? "no replication slot holds any back; "
                        : "replication slots hold " + mebibytes(most) + " back at most; ")
                + size);
    }

    /** One that nobody reads for a moment isn't. */
    private static boolean isTrouble(ReplicationSlot slot, WalStatus wal) {
        return slot.isLost() || slot.isBeyond() || !slot.active() && slot.held() >= wal.segmentSize();
    }

    private static String trouble(ReplicationSlot slot) {
        return slot.isLost()
                ? "the replication slot " + slot.name() + " was given up: what read it has to begin anew"
                : "the replication slot " + slot.name() + " holds " + mebibytes(slot.held()) + " back"
                        + (slot.active() ? "" : ", and nobody reads it");
    }

    private static String remedy(ReplicationSlot slot) {
        String drop = "drop it: select pg_drop_replication_slot('" + slot.name() + "')";
        if (slot.isLost()) {
            return drop + "; then set up anew what read it";
        }
        return (slot.active() ? "see why what reads it is behind, or " : "start what reads it, or ")
                + drop
                + (slot.limited() ? "" : "; max_slot_wal_keep_size sets a limit");
    }

    private static String ago(Instant moment, Instant now) {
        Duration age = Duration.between(moment, now);
        return (age.toMinutes() < 2 ? Math.max(0, age.toSeconds()) + " s" : BackupChecks.age(moment, now)) + " ago";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> MEBIBYTE) + " MiB";
    }
}
