package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import org.kennwilliamson.roster.platform.cli.CommandFailure;

/** The two files of a new migration: forward and back. */
final class NewMigration {

    private static final Path RESOURCES = Path.of("src", "main", "resources", "db");
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private NewMigration() {}

    /**
     * Creates the files.
     *
     * @param checkout where Roster's sources are
     * @param name lower-case words with underscores
     */
    static List<Path> create(Path checkout, String name, Instant now) {
        Path directory = checkout.resolve(RESOURCES);
        if (!Files.isDirectory(directory.resolve("migration")) || !Files.isDirectory(directory.resolve("undo"))) {
            throw new CommandFailure(
                    "There is no " + RESOURCES.resolve("migration") + " here: run this in a checkout of Roster");
        }
        String stem = VERSION.format(now) + "__" + name + ".sql";
        Path forward = directory.resolve("migration").resolve("V" + stem).normalize();
        Path back = directory.resolve("undo").resolve("U" + stem).normalize();
        try {
            Files.writeString(forward, "-- Why this is needed.\n", StandardOpenOption.CREATE_NEW);
            Files.writeString(back, "-- Takes " + forward.getFileName() + " back.\n", StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new CommandFailure("The files can't be written: " + e, e);
        }
        return List.of(forward, back);
    }
}
