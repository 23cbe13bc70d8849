package org.kennwilliamson.roster.wal;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with the WAL, each in one line. */
final class WalFaults {

    private static final int MEBIBYTE = 20;

    private WalFaults() {}

    /** What wakes somebody: what was written can't be brought back, or the disk fills up. */
    static List<String> waking(WalLook look) {
        return Stream.concat(
                        stopped(look).stream(),
                        look.status().slots().stream()
                                .filter(slot -> slot.isBeyond() && !slot.active())
                                .map(slot -> held(slot) + ", and nobody reads it"))
                .toList();
    }

    /** Why archiving has stopped, if it has. */
    static Optional<String> stopped(WalLook look) {
        Archiver archiver = look.status().archiver();
        return look.hasStopped()
                ? look.progress()
                        .waitingSince()
                        .map(since -> since.truncatedTo(ChronoUnit.SECONDS))
                        .map(since -> "Archiving has stopped: WAL waits since " + since + "; " + last(archiver)
                                + failed(archiver))
                : Optional.empty();
    }

    /** What waits until morning. */
    static List<String> waiting(WalStatus status) {
        List<String> warnings = new ArrayList<>();
        if (status.isArchiving() && status.archiver().mode() == ArchiveMode.DISCARDED) {
            warnings.add("archive_command keeps nothing: PostgreSQL counts as archived what is thrown away");
        }
        long behind = status.waiting().orElse(0) * status.segmentSize();
        if (status.isArchiving() && behind > status.usualSize()) {
            warnings.add(mebibytes(behind) + " of WAL wait to be archived");
        }
        status.slots().stream()
                .filter(slot -> slot.isBeyond() && slot.active())
                .map(slot -> held(slot) + ": what reads it is behind")
                .forEach(warnings::add);
        status.slots().stream()
                .filter(ReplicationSlot::isLost)
                .map(slot -> "The replication slot " + slot.name() + " was given up: what read it has to begin anew")
                .forEach(warnings::add);
        return warnings;
    }

    private static String held(ReplicationSlot slot) {
        return "The replication slot " + slot.name() + " holds " + mebibytes(slot.held()) + " of WAL back";
    }

    private static String last(Archiver archiver) {
        return archiver.lastFile()
                .flatMap(file -> archiver.lastSuccess().map(time -> "the last was " + file + " at " + time))
                .orElse("nothing was archived since the statistics began at " + archiver.since());
    }

    private static String failed(Archiver archiver) {
        if (archiver.mode() == ArchiveMode.UNSET) {
            return "; archive_command is empty";
        }
        return archiver.isFailing()
                ? "; " + archiver.failedFile().orElseThrow() + " failed at "
                        + archiver.lastFailure().orElseThrow()
                : "";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> MEBIBYTE) + " MiB";
    }
}
