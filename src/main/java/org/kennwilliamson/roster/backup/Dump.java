package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Makes a backup, from nothing to a published file that nobody has proved yet. */
final class Dump {

    private static final int BUFFER = 1 << 16;

    /** What every dump in pg_dump's custom format begins with. */
    private static final String MAGIC = "PGDMP";

    private final BackupSettings settings;
    private final BackupFolder folder;
    private final Clock clock;
    private final String rosterVersion;

    Dump(BackupSettings settings, BackupFolder folder, Clock clock, String rosterVersion) {
        this.settings = settings;
        this.folder = folder;
        this.clock = clock;
        this.rosterVersion = rosterVersion;
    }

    /**
     * Makes one, by who holds the folder. Whatever goes wrong, nothing is left of it, and earlier backups are as they were.
     *
     * @param id what the backup is called from now on
     * @param recipients who can open it from now on, as the manifest says
     * @param readableBy for whom it is encrypted: they, and whoever proves it; nobody where it isn't encrypted
     */
    Manifest make(UUID id, List<Recipient> recipients, List<Recipient> readableBy, Progress progress)
            throws BackupException {
        Programs.Program pgDump = settings.programs().find("pg_dump");
        Instant start = clock.instant();
        try (Snapshot snapshot = Snapshot.take(settings.database())) {
            requireNewEnough(pgDump, snapshot);
            // Not before: where files are locked for one machine alone, only the snapshot's lock says that nobody
            // writes one.
            folder.sweep();
            Room.requireForOne(settings, folder.lastSize().orElse(0));
            BackupName name = folder.freeName(start);
            Path partial = folder.resolve(BackupName.partial(name.dump(settings.encrypted())));
            progress.at("dumping", 0);
            try (DumpFile file = DumpFile.create(partial, readableBy)) {
                dump(pgDump, snapshot, file, progress);
                Manifest manifest = manifest(id, name, start, pgDump, snapshot, recipients, file.seal());
                progress.at("publishing", manifest.size());
                folder.publish(partial, manifest);
                return manifest;
            }
        } catch (IOException e) {
            throw folder.unusable(e);
        }
    }

    private static void requireNewEnough(Programs.Program pgDump, Snapshot snapshot) throws BackupException {
        if (pgDump.major() < snapshot.serverMajor()) {
            throw new BackupException(
                    Reason.PROGRAM,
                    "pg_dump " + pgDump.version() + " is older than the server, " + snapshot.serverVersion()
                            + ": install postgresql-client-" + snapshot.serverMajor());
        }
    }

    private void dump(Programs.Program pgDump, Snapshot snapshot, DumpFile file, Progress progress)
            throws BackupException, IOException {
        List<String> arguments =
                List.of("--format=custom", "--no-password", "--lock-wait-timeout=60s", "--snapshot=" + snapshot.id());
        try (PgProcess process = PgProcess.start(pgDump, settings.database(), settings.timeLimit(), arguments)) {
            long bytes = pump(process.output(), file, progress);
            process.requireSuccess(Reason.DUMP);
            if (bytes < MAGIC.length()) {
                throw new BackupException(Reason.DUMP, "pg_dump said that all went well, but wrote nothing");
            }
        }
    }

    private static long pump(InputStream from, DumpFile to, Progress progress) throws IOException {
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
            Programs.Program pgDump,
            Snapshot snapshot,
            List<Recipient> recipients,
            DumpFile.Sealed sealed)
            throws BackupException {
        return new Manifest(
                Manifest.FORMAT,
                id.toString(),
                settings.database().database(),
                name.dump(settings.encrypted()),
                start,
                clock.instant(),
                sealed.size(),
                sealed.sha256(),
                settings.encrypted() ? "age" : "off",
                recipients.stream().map(Recipient::text).toList(),
                new Manifest.Versions(
                        rosterVersion, snapshot.schemaVersion(), snapshot.serverVersion(), pgDump.version()),
                snapshot.rows(),
                snapshot.roles(),
                Manifest.Verification.NONE);
    }
}
