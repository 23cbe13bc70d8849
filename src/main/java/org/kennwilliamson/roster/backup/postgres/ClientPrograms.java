package org.kennwilliamson.roster.backup.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** PostgreSQL's own programs: in {@code PG_BIN_DIR}, on the PATH, or in Debian's directories, the newest first. */
public final class ClientPrograms {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final long LONGEST_SECONDS = 10;

    private final Optional<Path> directory;
    private final String path;

    /**
     * @param directory {@code PG_BIN_DIR}
     * @param path the PATH
     */
    public ClientPrograms(Optional<Path> directory, String path) {
        this.directory = directory;
        this.path = path;
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

    /** @throws BackupException if there is none, or it doesn't print its version */
    public Program find(String name) throws BackupException {
        Path file = candidates(name)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new BackupException(
                        FailureReason.PROGRAM,
                        name + " is missing"
                                + directory.map(place -> " in " + place).orElse("")
                                + ": apt-get install postgresql-client-15, or set PG_BIN_DIR"));
        Matcher version = VERSION.matcher(says(file));
        if (!version.find()) {
            throw new BackupException(FailureReason.PROGRAM, file + " doesn't print its version");
        }
        return new Program(file, version.group(1), Integer.parseInt(version.group(2)));
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

    private static List<Path> debians() {
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
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
