package org.kennwilliamson.roster.backup.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is known of a backup, beside it in JSON. A file without one is no backup.
 *
 * @param format of the manifest itself
 * @param file the archive's name, in the same directory
 * @param size of the file, in bytes
 * @param sha256 of the file, in hexadecimal
 * @param encryption {@code age} or {@code off}
 * @param recipients who can open it
 * @param rows of each table, by {@code schema.name} as SQL writes it, in the snapshot that was dumped
 * @param roles of the server that the archive's owners and rights name, sorted
 * @param requirements what else it takes to restore all of it
 * @param copy what is known of its copy in another place; only beside the original
 */
@RegisterForReflection
public record Manifest(
        int format,
        String id,
        String database,
        String file,
        Instant startedAt,
        Instant finishedAt,
        long size,
        String sha256,
        String encryption,
        List<String> recipients,
        Versions versions,
        SortedMap<String, Long> rows,
        List<String> roles,
        Requirements requirements,
        Verification verification,
        CopyState copy) {

    public static final int FORMAT = 1;

    private static final Pattern LEADING_NUMBER = Pattern.compile("^\\d{1,4}");

    /** Also reads a file that an older Roster has written. */
    public Manifest {
        Stream.of(database, file, startedAt, finishedAt, sha256, encryption, rows, verification)
                .forEach(Objects::requireNonNull);
        recipients = recipients == null ? List.of() : recipients;
        roles = roles == null ? List.of() : roles;
        requirements = requirements == null ? Requirements.UNKNOWN : requirements;
        copy = copy == null ? CopyState.NONE : copy;
    }

    /** What created it. */
    @RegisterForReflection
    public record Versions(String roster, String schema, String postgresql, String pgDump) {}

    /**
     * The result of verifying the published file.
     *
     * @param state {@code verified}, {@code failed}, or {@code none} if it wasn't verified
     * @param method {@code restore}, {@code decrypt} or {@code off}
     * @param at null if it wasn't verified
     * @param rows of each table that was restored; null if nothing was
     * @param reason null unless it failed
     * @param leftOut what it couldn't restore, since only a superuser can, or since it belongs to the machine
     */
    @RegisterForReflection
    public record Verification(
            String state, String method, Instant at, Map<String, Long> rows, String reason, List<String> leftOut) {

        public static final Verification NONE = new Verification("none", "off", null, null, null, List.of());

        /** Also reads one that an older Roster has written. */
        public Verification {
            Objects.requireNonNull(state);
            leftOut = leftOut == null ? List.of() : leftOut;
        }

        public static Verification verified(String method, Instant at, Map<String, Long> rows) {
            return verified(method, at, rows, List.of());
        }

        public static Verification verified(String method, Instant at, Map<String, Long> rows, List<String> leftOut) {
            return new Verification("verified", method, at, rows, null, leftOut);
        }

        public static Verification failed(String method, Instant at, String reason) {
            return new Verification("failed", method, at, null, reason, List.of());
        }
    }

    public boolean isVerified() {
        return verification.state().equals("verified");
    }

    /** Whether it was verified, and isn't what was dumped. */
    @JsonProperty("refuted")
    public boolean hasFailedVerification() {
        return verification.state().equals("failed");
    }

    /** The major version of the pg_dump that wrote the archive; 0 if it isn't known. */
    public int dumpedBy() {
        Matcher major = LEADING_NUMBER.matcher(versions == null || versions.pgDump() == null ? "" : versions.pgDump());
        return major.find() ? Integer.parseInt(major.group()) : 0;
    }

    public Manifest with(Verification found) {
        return with(found, copy);
    }

    public Manifest with(CopyState found) {
        return with(verification, found);
    }

    private Manifest with(Verification verified, CopyState copied) {
        return new Manifest(
                format,
                id,
                database,
                file,
                startedAt,
                finishedAt,
                size,
                sha256,
                encryption,
                recipients,
                versions,
                rows,
                roles,
                requirements,
                verified,
                copied);
    }
}
