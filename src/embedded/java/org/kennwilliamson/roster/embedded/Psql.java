package org.kennwilliamson.roster.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real psql: {@code init-scripts} are written for it, and run here as in the Docker image or by hand. */
public record Psql(Path program) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final int OLDEST = 15;

    /** Looks in {@code PG_BIN_DIR}, the PATH and Debian's own directories; throws if no psql there is new enough. */
    public static Psql found() throws IOException {
        return folders().stream()
                .map(folder -> folder.resolve("psql"))
                .filter(Files::isExecutable)
                .filter(psql -> major(psql) >= OLDEST)
                .findFirst()
                .map(Psql::new)
                .orElseThrow(() -> new EmbeddedServerException(
                        "psql 15 or newer is missing: apt-get install postgresql-client-15"));
    }

    /** Runs one script and gives the warnings; throws with psql's own words when it fails. */
    public String run(Path script, Map<String, String> variables, Map<String, String> environment) {
        List<String> line = new ArrayList<>(List.of(program.toString(), "-Xqw", "-v", "ON_ERROR_STOP=1"));
        variables.forEach((name, value) -> line.addAll(List.of("-v", name + "=" + value)));
        line.addAll(List.of("-o", "/dev/null", "-f", script.toString()));
        return new Command(line, environment, "").run();
    }

    private static List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        String chosen = System.getenv("PG_BIN_DIR");
        if (chosen != null && !chosen.isBlank()) {
            folders.add(Path.of(chosen));
        }
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .forEach(folders::add);
        folders.addAll(debianFolders());
        return folders;
    }

    private static List<Path> debianFolders() throws IOException {
        Path root = Path.of("/usr/lib/postgresql");
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(root)) {
                versions.forEach(version -> folders.add(version.resolve("bin")));
            }
        }
        folders.sort(Comparator.reverseOrder());
        return folders;
    }

    private static int major(Path psql) {
        Matcher version = VERSION.matcher(
                new Command(List.of(psql.toString(), "--version")).attempt().output());
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }
}
