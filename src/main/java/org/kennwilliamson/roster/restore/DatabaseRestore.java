package org.kennwilliamson.roster.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.postgres.ArchiveToc;
import org.kennwilliamson.roster.backup.postgres.DatabaseCatalog;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;
import org.kennwilliamson.roster.backup.postgres.PgRestore;
import org.kennwilliamson.roster.backup.postgres.PostgresConnections;
import org.kennwilliamson.roster.backup.postgres.RestoreRights;
import org.kennwilliamson.roster.backup.postgres.RowCounts;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Restores a file into a new database: all of it or nothing, with owners and rights, and counts the rows. */
final class DatabaseRestore {

    private final RestoreSettings settings;
    private final DatabaseServer server;
    private final Clock clock;

    DatabaseRestore(RestoreSettings settings, DatabaseServer server, Clock clock) {
        this.settings = settings;
        this.server = server;
        this.clock = clock;
    }

    /** The database that a file is a backup of: by its manifest, else the one that the URL names. */
    String live(BackupArchive file) {
        return file.manifest()
                .map(Manifest::database)
                .orElse(settings.database().database());
    }

    /**
     * Restores.
     *
     * @param into the database; if empty, one is created and named after the live one
     * @throws BackupException if the database isn't what was dumped: one that was created for it is dropped
     */
    RestoreResult run(BackupArchive file, Optional<String> into, Progress progress) throws BackupException {
        String live = live(file);
        String name = into.isPresent()
                ? into.get()
                : server.unused(moment -> DatabaseNames.restored(live, moment), clock.instant());
        // All of it is read once before anything is changed: it may be damaged, or of another database.
        PgRestore pgRestore = settings.pgRestore(file, server.version());
        ArchiveToc contents = pgRestore.toc(file, settings.database(), progress, "checking");
        List<String> needed = file.manifest().map(Manifest::roles).orElse(List.of());
        try (MissingRoles roles = MissingRoles.make(server, needed);
                TargetDatabase target = TargetDatabase.of(
                        server, name, live, file.requirements().locale())) {
            try {
                RestoreResult restored = restore(pgRestore, file, target, contents, roles.made(), progress);
                if (target.made()) {
                    DatabaseGrants.give(server, name, live);
                }
                target.keep();
                roles.keep();
                return restored;
            } catch (BackupException e) {
                throw target.undone(e);
            }
        }
    }

    private RestoreResult restore(
            PgRestore pgRestore,
            BackupArchive file,
            TargetDatabase target,
            ArchiveToc contents,
            List<String> rolesMade,
            Progress progress)
            throws BackupException {
        RestoreRights rights = RestoreRights.of(server.at(target.name()), contents, file.requirements());
        ArchiveToc.Selection selection = rights.of(contents);
        Tablespaces tablespaces = Tablespaces.of(server, file.requirements().tablespaces());
        PgRestore.Result result = pgRestore.restore(
                file,
                selection,
                server.at(target.name()),
                arguments(target.name(), tablespaces),
                progress,
                "restoring");
        SortedMap<String, Long> rows = counted(file, server.at(target.name()), selection);
        analyze(server.at(target.name()));
        return new RestoreResult(
                file.path().toString(),
                target.name(),
                result.sha256(),
                result.bytes(),
                rows.size(),
                RowCounts.sum(rows),
                file.manifest().isPresent(),
                rights.extensions().stream().sorted().toList(),
                selection.objectsLeftOut(),
                file.requirements().notDumped(),
                tablespaces.lost(),
                rolesMade,
                null,
                List.of());
    }

    private static SortedMap<String, Long> counted(BackupArchive file, DatabaseUrl url, ArchiveToc.Selection restored)
            throws BackupException {
        SortedMap<String, Long> rows = DatabaseCatalog.rows(url, RestoreSettings.TIME_LIMIT);
        if (file.manifest().isPresent()) {
            RowCounts.requireSame(file.manifest().get().rows(), rows, restored);
        }
        return rows;
    }

    /** A dump has no statistics: until autovacuum gathers them, the planner guesses. */
    private static void analyze(DatabaseUrl url) throws BackupException {
        try (Connection connection = PostgresConnections.open(url, RestoreSettings.TIME_LIMIT)) {
            Jdbc.run(connection, List.of("analyze"));
        } catch (SQLException e) {
            throw new BackupException(
                    FailureReason.DATABASE, "The restored database can't be analyzed: " + OneLine.of(e), e);
        }
    }

    private static List<String> arguments(String database, Tablespaces tablespaces) {
        // A name alone could be taken for a connection string.
        String quoted = database.replace("\\", "\\\\").replace("'", "\\'");
        List<String> arguments = new ArrayList<>(List.of(
                "--dbname=dbname='" + quoted + "'", "--no-password", "--single-transaction", "--exit-on-error"));
        if (!tablespaces.areKept()) {
            arguments.add("--no-tablespaces");
        }
        return arguments;
    }
}
