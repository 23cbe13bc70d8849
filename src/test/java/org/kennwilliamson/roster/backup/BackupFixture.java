package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.CommandAudit;
import org.kennwilliamson.roster.backup.archive.AgeIdentity;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.config.BackupSettings;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.UuidV7;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A database, a folder for its backups, a key, and runs with whatever settings a test wants. */
public final class BackupFixture {

    public final TestDatabase database;
    public final Path folder;
    public final AgeIdentity operator = AgeIdentity.generate();
    public final List<String> complaints = new ArrayList<>();

    private final Path place;
    private final Map<String, String> variables = new HashMap<>();
    private Duration timeLimit = Duration.ofMinutes(2);

    /** @param place a folder for everything; the backups go into one inside of it */
    public BackupFixture(TestDatabase database, Path place) {
        this.database = database;
        this.place = place;
        this.folder = place.resolve("backups");
        variables.putAll(database.environment());
        variables.put("PATH", System.getenv("PATH"));
        set("BACKUP_DIR", folder.toString());
        set("BACKUP_RECIPIENTS", operator.recipient().text());
    }

    /** A migrated database with the sample users. */
    public static TestDatabase someUsers() {
        TestDatabase database = TestDatabase.fresh();
        new Schema(database).migrate();
        try {
            execute(database, Files.readString(Path.of("src", "main", "resources", "db", "seed", "sample.sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return database;
    }

    /** Does this as the owner. */
    public static void execute(TestDatabase database, String sql) {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    public BackupFixture set(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    public BackupFixture unset(String variable) {
        variables.remove(variable);
        return this;
    }

    public BackupFixture timeLimit(Duration limit) {
        timeLimit = limit;
        return this;
    }

    public Map<String, String> variables() {
        return variables;
    }

    public BackupSettings settings() {
        BackupSettings read = BackupSettings.from(new Variables(variables::get));
        return new BackupSettings(
                read.database(),
                read.service(),
                read.directoryPath(),
                read.schedule(),
                read.encrypted(),
                read.recipients(),
                read.verify(),
                read.retentionDays(),
                read.keepMinimum(),
                read.keepWeekly(),
                read.keepMonthly(),
                read.copyUrl(),
                read.copyMaxRate(),
                timeLimit,
                read.programs());
    }

    public Manifest run() throws BackupException {
        return run(Instant.now(), Progress.NONE);
    }

    public Manifest run(Progress progress) throws BackupException {
        return run(Instant.now(), progress);
    }

    /** A whole run at a time. */
    public Manifest run(Instant time, Progress progress) throws BackupException {
        BackupSettings settings = settings();
        BackupAudit events = new BackupAudit(settings, AuditContext.OPERATOR, complaints::add);
        return new BackupJob(settings, events, Clock.fixed(time, ZoneOffset.UTC), "test")
                .run(UuidV7.at(time), progress);
    }

    /** A run that is proved. */
    public Manifest verified() throws BackupException {
        return verified(Instant.now());
    }

    public Manifest verified(Instant time) throws BackupException {
        Manifest made = run(time, Progress.NONE);
        assertThat(made.verification().reason()).isNull();
        assertThat(made.isVerified()).isTrue();
        return made;
    }

    /** A run that fails, and why. */
    public BackupException failure(Progress progress) {
        return failure(Instant.now(), progress);
    }

    public BackupException failure(Instant time, Progress progress) {
        try {
            Manifest made = run(time, progress);
            throw new AssertionError("it went well: " + made);
        } catch (BackupException e) {
            assertThat(e.getMessage()).hasLineCount(1);
            return e;
        }
    }

    /** For commands; what it complains of is among the other complaints. */
    public CommandAudit audit() {
        return new CommandAudit(new Variables(variables::get), complaints::add);
    }

    public BackupDirectory backups() {
        return settings().directory();
    }

    /** These are there as they were, and whatever else is listed is whole, too. */
    public void requireWhole(List<Manifest> earlier) throws BackupException {
        BackupDirectory.Contents contents = backups().contents();
        assertThat(contents.faults()).isEmpty();
        assertThat(contents.backups()).containsAll(earlier);
        for (Manifest backup : contents.backups()) {
            backups().requireHash(backup, Progress.NONE);
        }
    }

    /** There is nothing in the folder but these backups. */
    public void requireNothingBut(List<Manifest> expected) throws BackupException {
        requireWhole(expected);
        Stream<String> names = expected.stream()
                .flatMap(
                        backup -> Stream.of(backup.file(), BackupName.of(backup).manifest()));
        assertThat(files())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(".lock"), names).toList());
        assertThat(scratchDatabases()).isZero();
    }

    public List<String> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of this database's, in use or left behind. */
    public long scratchDatabases() {
        return database.number("select count(*) from pg_database as scratch, pg_database as here"
                + " where here.datname = current_database()"
                + " and starts_with(scratch.datname, 'roster_proof_' || lpad(to_hex(here.oid::bigint), 8, '0'))");
    }

    /** The folder of scripts that do something else than the programs of that name; see {@link Scripts}. */
    public Scripts scripts() throws IOException {
        Scripts scripts = new Scripts(Files.createTempDirectory(place, "bin"));
        set("PG_BIN_DIR", scripts.folder().toString());
        return scripts;
    }
}
