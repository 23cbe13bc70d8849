package org.kennwilliamson.roster.backup;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.backup.archive.CopyState;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.Manifests;
import org.kennwilliamson.roster.backup.config.CopyUrl;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients see of a backup's copy. */
class BackupTest {

    private static final Instant TIME = Instant.parse("2026-05-04T02:00:00Z");
    private static final CopyUrl PLACE = new CopyUrl("file:///mnt/there");
    private static final CopyState GOOD = CopyState.good(PLACE.text(), TIME, "1");

    private static final Manifest VERIFIED =
            Manifests.of(TIME, 1, Manifest.Verification.verified("restore", TIME, Map.of()));
    private static final Manifest REFUTED =
            Manifests.of(TIME, 1, Manifest.Verification.failed("restore", TIME, "it rotted"));

    @Test
    void aCopyIsCopiedFailedOrNotTried() {
        assertThat(copy(VERIFIED, Optional.of(PLACE))).isEqualTo("uncopied");
        assertThat(copy(VERIFIED.with(GOOD), Optional.of(PLACE))).isEqualTo("copied");
        assertThat(copy(VERIFIED.with(CopyState.failed(PLACE.text(), TIME, "full")), Optional.of(PLACE)))
                .isEqualTo("failed");
        assertThat(copy(VERIFIED.with(GOOD), Optional.of(new CopyUrl("file:///mnt/another"))))
                .isEqualTo("uncopied");
        assertThat(copy(VERIFIED.with(GOOD), Optional.empty())).isNull();
    }

    @Test
    void theCopyOfABackupThatRottedHereIsShown() {
        assertThat(copy(REFUTED.with(GOOD), Optional.of(PLACE))).isEqualTo("copied");
        assertThat(copy(REFUTED, Optional.of(PLACE))).as("it needs none").isNull();
    }

    private static String copy(Manifest backup, Optional<CopyUrl> place) {
        return Backup.of(backup, place).copy();
    }
}
