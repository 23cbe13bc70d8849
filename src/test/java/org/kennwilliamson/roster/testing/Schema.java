package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;

/** The schema of a test's database: forward as Roster migrates it, back by the undo scripts. */
public final class Schema {

    private static final Path UNDO = Path.of("src", "main", "resources", "db", "undo");

    private final TestDatabase database;

    public Schema(TestDatabase database) {
        this.database = database;
    }

    /** Applies every migration, as the owner. */
    public Schema migrate() {
        Flyway.configure()
                .dataSource("jdbc:" + withoutCredentials(), "roster_owner", password())
                .locations("classpath:db/migration")
                .placeholders(Map.of("service", "roster_service", "audit_retention_days", "365"))
                .load()
                .migrate();
        return this;
    }

    /** Goes back over every migration, newest first, each with its row of the history. */
    public void revertAll() {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement();
                Stream<Path> scripts = Files.list(UNDO)) {
            for (Path script : scripts.sorted(Comparator.reverseOrder()).toList()) {
                statement.execute(Files.readString(script));
                statement.execute("delete from flyway_schema_history where version = '" + version(script) + "'");
            }
        } catch (IOException | SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The schema as {@code pg_dump} writes it, in a form that can be compared. */
    public String dump(String... options) {
        List<String> command = new ArrayList<>(List.of(
                "pg_dump",
                "--schema-only",
                "--exclude-table=flyway_schema_history",
                "--dbname=" + database.ownerUrl()));
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
            // Newer dumps fence themselves with a word that is random each time.
            return output.lines()
                    .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The versions of all undo scripts, oldest first. */
    public static List<String> undoVersions() throws IOException {
        try (Stream<Path> scripts = Files.list(UNDO)) {
            return scripts.map(Schema::version).sorted().toList();
        }
    }

    private static String version(Path script) {
        return script.getFileName().toString().replaceFirst("^U(\\d+)__.*$", "$1");
    }

    private String withoutCredentials() {
        return database.ownerUrl().replaceFirst("//[^@]*@", "//");
    }

    private String password() {
        String encoded = database.ownerUrl().replaceFirst("^[^:]*://[^:]*:([^@]*)@.*$", "$1");
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
