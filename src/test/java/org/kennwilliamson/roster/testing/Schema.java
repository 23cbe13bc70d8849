package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;

import org.kennwilliamson.roster.migration.Undo;

/** The schema of a test's database: forward as Roster migrates it, back by the undo scripts. */
public final class Schema {

    /** As MigrationSettings has it. */
    private static final String SEARCH_PATH = "currentSchema=public,pg_catalog";

    private static final Path UNDO = Path.of("src", "main", "resources", "db", "undo");

    private final TestDatabase database;

    public Schema(TestDatabase database) {
        this.database = database;
    }

    /** Applies every migration, as the owner. */
    public Schema migrate() {
        return migrateTo("latest");
    }

    /** Applies every migration up to this version. */
    public Schema migrateTo(String version) {
        Flyway.configure()
                .dataSource(jdbcUrl(), "roster_owner", password())
                .locations("classpath:db/migration")
                .placeholders(Map.of("service", "roster_service", "audit_retention_days", "365"))
                .target(version)
                // The rights and partitions after a migration are those of the newest schema.
                .skipDefaultCallbacks(!version.equals("latest"))
                .load()
                .migrate();
        return this;
    }

    /** Goes back over every migration, newest first, as {@code roster migrate revert} does. */
    public void revertAll() {
        try (Connection owner = DriverManager.getConnection(jdbcUrl(), "roster_owner", password())) {
            Undo undo = new Undo(owner);
            for (Optional<Undo.AppliedMigration> last = undo.last(); last.isPresent(); last = undo.last()) {
                undo.revert(last.get());
            }
        } catch (SQLException e) {
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
    public static List<String> undoVersions() {
        try (Stream<Path> scripts = Files.list(UNDO)) {
            return scripts.map(Schema::version).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The versions of the migrations that come after this one, oldest first. */
    public static List<String> versionsAfter(String version) {
        return undoVersions().stream()
                .filter(each -> each.compareTo(version) > 0)
                .toList();
    }

    /** The version of the newest migration. */
    public static String newest() {
        List<String> versions = undoVersions();
        return versions.get(versions.size() - 1);
    }

    private static String version(Path script) {
        return script.getFileName().toString().replaceFirst("^U(\\d+)__.*$", "$1");
    }

    private String jdbcUrl() {
        return "jdbc:" + database.ownerUrl().replaceFirst("//[^@]*@", "//") + "?" + SEARCH_PATH;
    }

    private String password() {
        String encoded = database.ownerUrl().replaceFirst("^[^:]*://[^:]*:([^@]*)@.*$", "$1");
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
