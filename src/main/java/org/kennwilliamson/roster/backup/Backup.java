package org.kennwilliamson.roster.backup;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.CopyUrl;

/**
 * A backup as clients see it, or a run that isn't one yet, or never became one.
 *
 * @param phase what a running one is at
 * @param bytes that have passed in this phase, or that the file has
 * @param percent how far that is against the last backup's size
 * @param reason why it failed
 * @param copy state of its copy at {@code BACKUP_COPY_URL}; null if there is no such place, or nothing to copy
 * @param copyReason why that failed
 */
@Schema(examples = Backup.EXAMPLE)
public record Backup(
        UUID id,

        @Schema(
                enumeration = {RUNNING, VERIFIED, PUBLISHED, FAILED},
                description =
                        "`verified`: the published file was verified, by default restored; `published`: it wasn't yet; "
                                + "`failed`: there is none, or it is not what was dumped.")
        String state,

        @Schema(nullable = true) String phase,
        long bytes,

        @Schema(nullable = true, minimum = "0", maximum = "100")
        Integer percent,

        @Schema(nullable = true) String file,
        Instant startedAt,
        @Schema(nullable = true) Instant finishedAt,
        @Schema(nullable = true) String reason,

        @Schema(
                nullable = true,
                enumeration = {COPIED, UNCOPIED, FAILED},
                description =
                        "Of its copy at `BACKUP_COPY_URL`, if that is set. `copied`: it was read back there, and is the same; "
                                + "`uncopied`: not tried yet; `failed`: it is tried again after the next backup and at the next start.")
        String copy,

        @Schema(nullable = true) String copyReason) {

    static final String EXAMPLE = """
            {"id": "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90", "state": "verified", "phase": null, "bytes": 148202,
             "percent": 100, "file": "kennwilliamson_backup_20260504_020000.dump.age",
             "startedAt": "2026-05-04T02:00:00.014Z", "finishedAt": "2026-05-04T02:00:01.302Z", "reason": null,
             "copy": "copied", "copyReason": null}""";

    static final String RUNNING = "running";
    static final String VERIFIED = "verified";
    static final String PUBLISHED = "published";
    static final String FAILED = "failed";

    static final String COPIED = "copied";
    static final String UNCOPIED = "uncopied";

    private static final int ALL = 100;

    static Backup of(Manifest manifest, Optional<CopyUrl> place) {
        // One that failed needs no copy; one that was copied before may be good there.
        Optional<CopyUrl> copied = place.filter(
                url -> !manifest.hasFailedVerification() || !copy(manifest, url).equals(UNCOPIED));
        return new Backup(
                UUID.fromString(manifest.id()),
                state(manifest),
                null,
                manifest.size(),
                ALL,
                manifest.file(),
                manifest.startedAt(),
                manifest.finishedAt(),
                manifest.verification().reason(),
                copied.map(url -> copy(manifest, url)).orElse(null),
                copied.filter(url -> manifest.copy().hasFailedAt(url.text()))
                        .map(url -> manifest.copy().reason())
                        .orElse(null));
    }

    private static String copy(Manifest manifest, CopyUrl url) {
        return manifest.copy().isGoodAt(url.text())
                ? COPIED
                : manifest.copy().hasFailedAt(url.text()) ? FAILED : UNCOPIED;
    }

    /** What a manifest says of its backup, in one word. */
    static String state(Manifest manifest) {
        return manifest.hasFailedVerification() ? FAILED : manifest.isVerified() ? VERIFIED : PUBLISHED;
    }
}
