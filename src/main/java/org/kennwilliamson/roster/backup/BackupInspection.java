package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.DiskSpace;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.Requirements;
import org.kennwilliamson.roster.backup.archive.Requirements.SuperuserObject;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.backup.monitor.BackupStatus;
import org.kennwilliamson.roster.backup.postgres.ClientPrograms;
import org.kennwilliamson.roster.backup.postgres.DatabaseCatalog;
import org.kennwilliamson.roster.backup.postgres.SuitableClient;
import org.kennwilliamson.roster.backup.postgres.UnreadableObjects;
import org.kennwilliamson.roster.platform.config.Variables;

/** The state of the backups and of everything that they need, for callers outside this package. */
public final class BackupInspection {

    private static final String SECRET = "AGE-SECRET-KEY-1";
    private static final int BEGINNING = 4096;

    private final BackupSettings settings;

    private BackupInspection(BackupSettings settings) {
        this.settings = settings;
    }

    /**
     * Of these settings.
     *
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if the value is invalid
     */
    public static BackupInspection of(Variables variables) {
        return new BackupInspection(BackupSettings.from(variables));
    }

    /** Where the backups are. */
    public Path directory() {
        return settings.directory().path();
    }

    /** Whether the service creates them by itself. */
    public boolean isScheduled() {
        return settings.schedule().isPresent();
    }

    /** Whether they are encrypted. */
    public boolean isEncrypted() {
        return settings.encrypted();
    }

    /** Whether each one is verified by restoring it. */
    public boolean areRestored() {
        return settings.verify() == BackupSettings.Verify.RESTORE;
    }

    /** How many recipients can open the next backup; throws if one is invalid, or if there is none. */
    public int recipients() throws BackupException {
        return settings.parsedRecipients().size();
    }

    /**
     * One of PostgreSQL's programs.
     *
     * @param version as the program prints it: {@code 15.8}
     */
    public record Tool(Path file, String version, int major) {}

    /**
     * {@code pg_dump} or {@code pg_restore}: the one that suits a server of this major version if it is there; throws if
     * there is none at all, or if it can't be run.
     */
    public Tool tool(String name, int major) throws BackupException {
        ClientPrograms.Program program = new SuitableClient(settings.programs()).closest(name, major);
        return new Tool(program.file(), program.version(), program.major());
    }

    /** Whether a program of one major version can back up a server of another. */
    public static boolean suits(Tool tool, int server) {
        return SuitableClient.canBackUp(tool.major(), server);
    }

    /**
     * Why no backup succeeds.
     *
     * @param fault what the backup role can't read
     */
    public record Obstacle(String fault, String remedy) {}

    /** What the backup role can't read; empty if it reads everything. */
    public Optional<Obstacle> obstacle() throws BackupException {
        return UnreadableObjects.find(settings.database()).map(found -> new Obstacle(found.fault(), found.remedy()));
    }

    /**
     * What backups and their verification leave out.
     *
     * @param extensions that no verification by a restore can create
     * @param unverified what else it can't look at, since only a superuser can create it, or it is the machine's
     * @param notDumped what is in no backup, since only a superuser's pg_dump reads it
     */
    public record Gaps(List<String> extensions, List<String> unverified, List<String> notDumped) {}

    /** What of the database backups and their verification leave out. */
    public Gaps gaps() throws BackupException {
        Requirements needed = DatabaseCatalog.requirements(settings.database());
        Map<Boolean, List<String>> superuser = needed.superuser().stream()
                .map(SuperuserObject::object)
                .collect(Collectors.partitioningBy(SuperuserObject::isExtension));
        return new Gaps(
                superuser.get(true),
                Stream.concat(superuser.get(false).stream(), needed.ofTheMachine().stream())
                        .toList(),
                needed.notDumped());
    }

    /** Writes a file into the directory, as a backup does, and removes it; throws if that fails. */
    public void writeSomething() throws BackupException {
        try {
            Path file = Files.createTempFile(settings.directory().path(), ".doctor-", ".partial");
            try {
                Files.write(file, new byte[BEGINNING]);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw settings.directory().unusable(e);
        }
    }

    /** Free bytes on the disk of the backups. */
    public long room() throws BackupException {
        return DiskSpace.left(settings.directory());
    }

    /** Throws if the disk has no room for twice the last backup. */
    public void requireRoomForTwo() throws BackupException {
        DiskSpace.requireForTwo(settings.directory(), settings.directory().list());
    }

    /** Identity files in the directory, each of which opens backups. */
    public List<String> identities() throws BackupException {
        if (!Files.isDirectory(settings.directory().path())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(settings.directory().path())) {
            List<String> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(Files::isReadable)
                    .sorted()
                    .toList()) {
                if (isIdentity(file)) {
                    found.add(file.getFileName().toString());
                }
            }
            return found;
        } catch (IOException e) {
            throw settings.directory().unusable(e);
        }
    }

    /**
     * The backups there are.
     *
     * @param count of all of them
     * @param newest when the newest one that counts was begun: a verified one, or any if BACKUP_VERIFY is off
     * @param due since when there must be one; empty if there is no schedule
     * @param failedVerification why the verification of the last one failed; empty if it didn't
     * @param faults files that look like backups and aren't
     */
    public record State(
            int count,
            Optional<Instant> newest,
            Optional<Instant> due,
            Optional<String> failedVerification,
            List<String> faults) {

        /** Whether one is overdue. */
        public boolean isLate() {
            return due.isPresent()
                    && newest.filter(time -> !time.isBefore(due.get())).isEmpty();
        }
    }

    /** What is there, at this moment. */
    public State state(Instant now) throws BackupException {
        BackupDirectory.Contents contents = settings.directory().contents();
        BackupStatus status = BackupStatus.at(now, contents, List.of());
        boolean unverified = settings.verify() == BackupSettings.Verify.OFF;
        Optional<Manifest> newest = status.newestCounting(unverified);
        return new State(
                contents.backups().size(),
                newest.map(Manifest::startedAt),
                settings.schedule().flatMap(schedule -> schedule.due(now)),
                status.newest().filter(Manifest::hasFailedVerification).map(backup -> backup.verification()
                        .reason()),
                contents.faults());
    }

    private static boolean isIdentity(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new String(content.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1).contains(SECRET);
        }
    }
}
