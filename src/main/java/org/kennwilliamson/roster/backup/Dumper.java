package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.kennwilliamson.roster.backup.archive.AgeRecipient;
import org.kennwilliamson.roster.backup.archive.ArchiveWriter;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.BackupPublisher;
import org.kennwilliamson.roster.backup.archive.CopyState;
import org.kennwilliamson.roster.backup.archive.DiskSpace;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.postgres.ClientPrograms;
import org.kennwilliamson.roster.backup.postgres.DatabaseCatalog;
import org.kennwilliamson.roster.backup.postgres.ExportedSnapshot;
import org.kennwilliamson.roster.backup.postgres.PgProcess;
import org.kennwilliamson.roster.backup.postgres.SuitableClient;
import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Creates a backup: dumps the database and publishes the archive, which isn't verified yet. */
public final class Dumper {

    private static final int BUFFER = 1 << 16;

    /** What every dump in pg_dump's custom format begins with. */
    private static final String MAGIC = "PGDMP";

    private final BackupSettings settings;
    private final BackupDirectory directory;
    private final BackupPublisher publisher;
    private final Clock clock;
    private final String rosterVersion;

    public Dumper(BackupSettings settings, BackupDirectory directory, Clock clock, String rosterVersion) {
        this.settings = settings;
        this.directory = directory;
        this.publisher = new BackupPublisher(directory);
        this.clock = clock;
        this.rosterVersion = rosterVersion;
    }

    /**
     * Creates one; the caller has the directory's lock. If it fails, nothing is left, and earlier backups are as they were.
     *
     * @param id of the new backup
     * @param recipients who can open it from now on, as the manifest says
     * @param readableBy for whom it is encrypted: they, and the verifier; none if it isn't encrypted
     */
    public Manifest make(UUID id, List<AgeRecipient> recipients, List<AgeRecipient> readableBy, Progress progress)
            throws BackupException {
        Instant start = clock.instant();
        try (ExportedSnapshot snapshot = ExportedSnapshot.take(settings.database(), settings.timeLimit())) {
            DatabaseCatalog catalog = snapshot.catalog();
            ClientPrograms.Program pgDump = new SuitableClient(settings.programs()).own("pg_dump", catalog.server());
            // Not before: a file lock may hold on one machine alone, and only the snapshot's lock says that nobody
            // writes one.
            publisher.sweep();
            DiskSpace.requireForOne(directory, directory.lastSize().orElse(0));
            BackupName name = directory.freeName(start);
            Path partial = directory.resolve(BackupName.partial(name.archive(settings.encrypted())));
            progress.at("dumping", 0);
            try (ArchiveWriter archive = ArchiveWriter.create(partial, readableBy)) {
                dump(pgDump, snapshot, archive, progress);
                Manifest manifest = manifest(id, name, start, pgDump, catalog, recipients, archive.seal());
                progress.at("publishing", manifest.size());
                publisher.publish(partial, manifest);
                return manifest;
            }
        } catch (IOException e) {
            throw directory.unusable(e);
        }
    }

    private void dump(
            ClientPrograms.Program pgDump, ExportedSnapshot snapshot, ArchiveWriter archive, Progress progress)
            throws BackupException, IOException {
        List<String> arguments =
                List.of("--format=custom", "--no-password", "--lock-wait-timeout=60s", "--snapshot=" + snapshot.id());
        try (PgProcess process = PgProcess.start(pgDump, settings.database(), settings.timeLimit(), arguments)) {
            long bytes = pump(process.output(), archive, progress);
            process.requireSuccess(FailureReason.DUMP);
            if (bytes < MAGIC.length()) {
                throw new BackupException(FailureReason.DUMP, "pg_dump succeeded, but wrote nothing");
            }
        }
    }

    private static long pump(InputStream from, ArchiveWriter to, Progress progress) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(ByteBuffer.wrap(buffer, 0, count));
            bytes += count;
            progress.at("dumping", bytes);
        }
        return bytes;
    }

    private Manifest manifest(
            UUID id,
            BackupName name,
            Instant start,
            ClientPrograms.Program pgDump,
            DatabaseCatalog catalog,
            List<AgeRecipient> recipients,
            ArchiveWriter.Seal seal)
            throws BackupException {
        return new Manifest(
                Manifest.FORMAT,
                id.toString(),
                settings.database().database(),
                name.archive(settings.encrypted()),
                start,
                clock.instant(),
                seal.size(),
                seal.sha256(),
                settings.encrypted() ? "age" : "off",
                recipients.stream().map(AgeRecipient::text).toList(),
                new Manifest.Versions(
                        rosterVersion, catalog.schemaVersion(), catalog.server().text(), pgDump.version()),
                catalog.rows(),
                catalog.roles(),
                catalog.requirements(),
                Manifest.Verification.NONE,
                CopyState.NONE);
    }
}
