package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.text.FileFailure;

/** The directory of one database's backups, to be read; {@link BackupPublisher} writes into it. */
public final class BackupDirectory {

    private final Path path;
    private final String database;

    /** @param path where it is, or will be */
    public BackupDirectory(Path path, String database) {
        this.path = path;
        this.database = database;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Where a file of this name is, or would be. */
    public Path resolve(String file) {
        return path.resolve(file);
    }

    /**
     * What is in the directory.
     *
     * @param backups oldest first
     * @param faults what is wrong with manifests that were changed, or whose archive is missing: they are no backups
     */
    public record Contents(List<Manifest> backups, List<String> faults) {}

    /** The backups, oldest first. */
    public List<Manifest> list() throws BackupException {
        return contents().backups();
    }

    /** The backups, and what isn't one though it looks like it. */
    public Contents contents() throws BackupException {
        List<Manifest> backups = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String file : names(name -> BackupName.isManifest(database, name))) {
            try {
                backups.add(requireWhole(manifest(file)));
            } catch (BackupException e) {
                if (Files.exists(resolve(file))) {
                    faults.add(e.getMessage());
                }
            }
        }
        backups.sort(Comparator.comparing(Manifest::startedAt));
        return new Contents(List.copyOf(backups), List.copyOf(faults));
    }

    /** A manifest whose file is missing or cut off doesn't count. */
    private Manifest requireWhole(Manifest manifest) throws BackupException {
        Path archive = resolve(manifest.file());
        try {
            long size = Files.size(archive);
            if (size == manifest.size()) {
                return manifest;
            }
            throw new BackupException(
                    FailureReason.PROOF,
                    archive + " has " + size + " bytes instead of " + manifest.size() + ": it is not a backup");
        } catch (NoSuchFileException e) {
            throw new BackupException(
                    FailureReason.PROOF, archive + " is missing, and its manifest alone is not a backup", e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** How many bytes the newest backup has; empty if there is none. */
    public OptionalLong lastSize() throws BackupException {
        return list().stream().mapToLong(Manifest::size).reduce((earlier, later) -> later);
    }

    /** The directory that this file is in. */
    public BackupDirectory beside(Path file) {
        return new BackupDirectory(file.toAbsolutePath().getParent(), database);
    }

    /** The backup that this file is, or whose manifest it is. */
    public Manifest of(Path file) throws BackupException {
        Path manifest = BackupName.manifestBeside(file);
        if (!Files.exists(manifest)) {
            throw new BackupException(
                    FailureReason.PROOF, file + " has no manifest beside it: it is not a backup of Roster");
        }
        return beside(file).manifest(manifest.getFileName().toString());
    }

    /** Reads all of a backup's file, and throws unless it is the one that its manifest describes. */
    public void requireHash(Manifest manifest, Progress progress) throws BackupException {
        try (ArchiveReader archive = ArchiveReader.open(resolve(manifest.file()), false, List.of())) {
            archive.pumpTo(OutputStream.nullOutputStream(), progress, "reading");
            archive.requireIs(manifest);
        }
    }

    /** A name that nothing has yet: of this second, or of the next that is free; clocks go back, and runs can be short. */
    public BackupName freeName(Instant time) {
        return Stream.iterate(time, second -> second.plusSeconds(1))
                .map(second -> BackupName.of(database, second))
                .filter(name -> Stream.of(name.manifest(), name.archive(true), name.archive(false))
                        .noneMatch(file -> Files.exists(resolve(file))))
                .findFirst()
                .orElseThrow();
    }

    /** The failure for a full disk, a directory that can't be written and the like. */
    public BackupException unusable(IOException e) {
        return isFull(e)
                ? new BackupException(FailureReason.ROOM, "The disk of " + path + " is full", e)
                : new BackupException(
                        FailureReason.FOLDER, "BACKUP_DIR " + path + " can't be used: " + FileFailure.of(e), e);
    }

    /** Whether it says that a disk is full. */
    public static boolean isFull(IOException e) {
        return Stream.of("No space left", "Disk quota exceeded", "File too large")
                .anyMatch(String.valueOf(e.getMessage())::contains);
    }

    private Manifest manifest(String file) throws BackupException {
        Manifest manifest = ManifestFile.read(resolve(file));
        if (!BackupName.of(manifest).manifest().equals(file)) {
            throw new BackupException(
                    FailureReason.PROOF, resolve(file) + " describes another file, " + manifest.file());
        }
        return manifest;
    }

    /** The files in it that runs left behind, or are writing. */
    List<String> partials() throws BackupException {
        return names(file -> BackupName.isPartial(database, file));
    }

    private List<String> names(Predicate<String> wanted) throws BackupException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unusable(e);
        } catch (UncheckedIOException e) {
            throw unusable(e.getCause());
        }
    }
}
