package org.kennwilliamson.roster.backup.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * PostgreSQL's own programs: in {@code PG_BIN_DIR}, else on the PATH and in Debian's directories, the newest first. There
 * may be several versions of them; {@link SuitableClient} knows which one a task needs.
 */
public final class ClientPrograms {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** Debian's program on the PATH runs one of those in its directories, and not always the one whose version it prints. */
    private static final String WRAPPER = "pg_wrapper";

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final long LONGEST_SECONDS = 10;

    private final Optional<Path> directory;
    private final String path;
    private final Path debian;

    /**
     * @param directory {@code PG_BIN_DIR}
     * @param path the PATH
     */
    public ClientPrograms(Optional<Path> directory, String path) {
        this(directory, path, DEBIAN);
    }

    /** @param debian where each version has a directory */
    ClientPrograms(Optional<Path> directory, String path, Path debian) {
        this.directory = directory;
        this.path = path;
        this.debian = debian;
    }

    /** In the directory of the setting; by default on the PATH and in Debian's directories. */
    public static ClientPrograms from(Variables variables) {
        return new ClientPrograms(variables.path(Setting.PG_BIN_DIR), variables.searchPath());
    }

    /**
     * A program that is there.
     *
     * @param version as the program prints it: {@code 15.8}
     */
    public record Program(Path file, String version, int major) {}

    /** The first one that is there. Throws if there is none, or none that prints its version. */
    public Program find(String name) throws BackupException {
        return until(name, program -> true).get(0);
    }

    /** The one of this major version, or if it isn't there the first one. Throws as {@link #find(String)} does. */
    public Program nearest(String name, int major) throws BackupException {
        List<Program> found = until(name, program -> program.major() == major);
        Program last = found.get(found.size() - 1);
        return last.major() == major ? last : found.get(0);
    }

    /** Every one that is there, in the order in which they are looked for; at least one. */
    List<Program> all(String name) throws BackupException {
        return until(name, program -> false);
    }

    private List<Program> until(String name, Predicate<Program> isEnough) throws BackupException {
        List<Program> found = new ArrayList<>();
        BackupException failure = null;
        for (Path file : files(name)) {
            try {
                Program program = program(file);
                found.add(program);
                if (isEnough.test(program)) {
                    return found;
                }
            } catch (BackupException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (!found.isEmpty()) {
            return found;
        }
        throw failure != null
                ? failure
                : new BackupException(
                        FailureReason.PROGRAM,
                        name + " is missing"
                                + directory.map(place -> " in " + place).orElse("")
                                + ": apt-get install postgresql-client-15, or set PG_BIN_DIR");
    }

    private List<Path> files(String name) {
        return candidates(name)
                .filter(Files::isExecutable)
                .filter(file -> directory.isPresent() || !isWrapper(file))
                .toList();
    }

    private Stream<Path> candidates(String name) {
        if (directory.isPresent()) {
            return Stream.of(directory.get().resolve(name));
        }
        Stream<Path> onPath = Arrays.stream(path.split(File.pathSeparator))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name));
        return Stream.concat(
                onPath, debians().stream().map(place -> place.resolve("bin").resolve(name)));
    }

    private List<Path> debians() {
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isWrapper(Path file) {
        try {
            return file.toRealPath().endsWith(WRAPPER);
        } catch (IOException e) {
            return false;
        }
    }

    private static Program program(Path file) throws BackupException {
        Matcher version = VERSION.matcher(says(file));
        if (!version.find()) {
            throw new BackupException(FailureReason.PROGRAM, file + " doesn't print its version");
        }
        return new Program(file, version.group(1), Integer.parseInt(version.group(2)));
    }

    private static String says(Path file) throws BackupException {
        try {
            Process process = new ProcessBuilder(file.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            process.onExit()
                    .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly());
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BackupException(FailureReason.PROGRAM, file + " can't be run: " + e.getMessage(), e);
        }
    }
}
