package org.kennwilliamson.roster.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.kennwilliamson.roster.backup.archive.BackupArchive;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/** Restores and swaps, reported for people. */
final class RestoreReport {

    private RestoreReport() {}

    /** Warnings about a file before it is restored. */
    static Stream<String> doubts(BackupArchive file) {
        if (file.manifest().isEmpty()) {
            return Stream.of("NO MANIFEST: it can't be verified whether " + file.path()
                    + " is the right file with all its rows; restoring what is in it");
        }
        return file.manifest().filter(Manifest::hasFailedVerification).stream()
                .map(backup -> "THE VERIFICATION OF THIS BACKUP FAILED: "
                        + backup.verification().reason());
    }

    static Stream<String> of(RestoreResult restored) {
        List<String> lines = new ArrayList<>();
        lines.add(line("file", restored.file()));
        lines.add(
                line("SHA-256", restored.sha256() + (restored.compared() ? ", as in the manifest" : ", NOT COMPARED")));
        lines.add(line("decrypted", restored.bytes() + " bytes"));
        lines.add(line(
                "rows",
                restored.rows() + " in " + restored.tables() + " tables, "
                        + (restored.compared() ? "each as in the manifest" : "NOT COMPARED: no manifest")));
        lines.add(line("database", restored.database()));
        restored.leftOut()
                .forEach(extension -> lines.add(line(
                        "left out",
                        "the extension " + extension
                                + "; to get it back, as superuser, in this database: create extension "
                                + Jdbc.quoted(extension))));
        restored.objectsLeftOut()
                .forEach(object ->
                        lines.add(line("left out", object + "; only a superuser can create it, or what it needs")));
        restored.notDumped()
                .forEach(object -> lines.add(
                        line("not in it", object + "; only a superuser's pg_dump reads it: create it again")));
        if (!restored.tablespacesLost().isEmpty()) {
            lines.add(line(
                    "default",
                    "tablespace for everything, since there is no " + String.join(", no ", restored.tablespacesLost())
                            + " here, or not for this user"));
        }
        restored.rolesMade()
                .forEach(role -> lines.add(line(
                        "new role", role + ", and NOBODY CAN SIGN IN with it yet: psql -f init-scripts/10-roles.sql")));
        return lines.stream();
    }

    /** What to do with a database that was restored beside the live one. */
    static Stream<String> next(String database) {
        return Stream.of(line("next", "look at it, then: roster restore --into " + word(database) + " --swap"));
    }

    static Stream<String> of(DatabaseSwap.Done swap) {
        String live = line("live", swap.database() + ", which was " + swap.was());
        return swap.aside() == null
                ? Stream.of(live)
                : Stream.concat(
                        Stream.of(
                                live,
                                line("aside", swap.aside() + ", which was live until now"),
                                line("undo", "roster restore --into " + word(swap.aside()) + " --swap"),
                                line("drop", "once nobody misses it: dropdb " + word(swap.aside()))),
                        swap.slotsAside().stream().map(slot -> slot(slot, swap)));
    }

    /** One that nobody reads keeps all later WAL on the disk. */
    private static String slot(String slot, DatabaseSwap.Done swap) {
        return line(
                "slot",
                slot + " stays with " + swap.aside()
                        + ", where it keeps WAL, and its consumer is refused: drop it there"
                        + " (pg_drop_replication_slot), create one in " + swap.database()
                        + ", and have the consumer copy everything again");
    }

    private static String line(String title, String text) {
        return "%-10s %s".formatted(title, text);
    }

    /** Quoted for a shell. */
    private static String word(String name) {
        return name.matches("[\\w.-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
