package org.kennwilliamson.roster.restore;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.kennwilliamson.roster.backup.Dumper;
import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.AgeRecipient;
import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.archive.ManifestFile;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.UuidV7;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

/**
 * A database with people in it, and a backup of it.
 *
 * @param file the backup
 * @param key the identity file that opens it
 */
public record BackedUp(TestDatabase database, Path file, Path key) {

    public static BackedUp in(Path folder) throws BackupException, IOException, SQLException {
        TestDatabase database = TestDatabase.fresh();
        new Schema(database).migrate();
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(Files.readString(Path.of("src", "main", "resources", "db", "seed", "sample.sql")));
        }
        return of(database, folder);
    }

    static BackedUp of(TestDatabase database, Path folder) throws BackupException, IOException {
        return of(database, folder, true);
    }

    static BackedUp of(TestDatabase database, Path folder, boolean encrypted) throws BackupException, IOException {
        AgeIdentity operator = AgeIdentity.generate();
        Path key = Files.createTempDirectory(folder, "usb").resolve("operator.key");
        operator.writeTo(key, Clock.systemUTC().instant());
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(database.environment());
        variables.put("BACKUP_DIR", folder.toString());
        variables.put("BACKUP_ENCRYPTION", encrypted ? "age" : "off");
        BackupSettings settings = BackupSettings.from(new Variables(variables::get));
        List<AgeRecipient> recipients = encrypted ? List.of(operator.recipient()) : List.of();
        Manifest made = new Dumper(settings, settings.directory(), Clock.systemUTC(), "test")
                .make(UuidV7.at(Instant.now()), recipients, recipients, Progress.NONE);
        return new BackedUp(database, folder.resolve(made.file()), key);
    }

    Path manifest() {
        return BackupName.manifestBeside(file);
    }

    BackupArchive opened() throws BackupException {
        return BackupArchive.find(file).openedBy(AgeIdentity.readers(key));
    }

    /** Has the manifest tell of one more user than were dumped. */
    void tellOtherRows() throws BackupException, IOException {
        Manifest m = ManifestFile.read(manifest());
        SortedMap<String, Long> rows = new TreeMap<>(m.rows());
        rows.put("public.users", 21L);
        tell(m, m.versions(), rows);
    }

    /** Has the manifest tell of another pg_dump than the one that wrote the file. */
    void tellOtherVersion(String pgDump) throws BackupException, IOException {
        Manifest m = ManifestFile.read(manifest());
        Manifest.Versions v = m.versions();
        tell(m, new Manifest.Versions(v.roster(), v.schema(), v.postgresql(), pgDump), m.rows());
    }

    private void tell(Manifest m, Manifest.Versions versions, SortedMap<String, Long> rows) throws IOException {
        Manifest other = new Manifest(
                m.format(),
                m.id(),
                m.database(),
                m.file(),
                m.startedAt(),
                m.finishedAt(),
                m.size(),
                m.sha256(),
                m.encryption(),
                m.recipients(),
                versions,
                rows,
                m.roles(),
                m.requirements(),
                m.verification(),
                m.copy());
        Files.write(manifest(), ManifestFile.write(other));
    }

    /** Restores it as the operator would, as superuser of its own server; gives all that was said. */
    String restore(String into) throws BackupException {
        return said(
                database.superuserUrl(), false, restoring -> restoring.restore(opened(), Optional.ofNullable(into)));
    }

    /** What is done by the operator. */
    interface Work {
        void with(RestoreTask restoring) throws BackupException;
    }

    /** All that is said to the operator meanwhile. */
    static String said(String url, boolean json, Work work) throws BackupException {
        return said(Map.of("MIGRATION_DATABASE_URL", url), json, work);
    }

    static String said(Map<String, String> settings, boolean json, Work work) throws BackupException {
        Map<String, String> variables = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
        variables.putAll(settings);
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said, true);
        work.with(new RestoreTask(RestoreSettings.from(new Variables(variables::get)), to, to, json));
        return said.toString();
    }

    /** Another database of the same server. */
    public TestDatabase beside(String name) {
        return new TestDatabase(database.server(), name);
    }

    /** How many databases have a name that begins with this one's. */
    public long databases() {
        return database.number("select count(*) from pg_database where datname like '" + database.name() + "%'");
    }

    /** The word that follows this title in what was said. */
    public static String value(String said, String title) {
        return said.lines()
                .filter(line -> line.startsWith(title))
                .map(line -> line.substring(title.length()).strip().split("[ ,]")[0])
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
    }
}
