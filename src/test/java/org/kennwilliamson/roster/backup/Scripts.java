package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.ClientPrograms;

import static org.assertj.core.api.Assertions.assertThat;

/** A {@code PG_BIN_DIR} with PostgreSQL's own programs, until a script stands in for one. */
public record Scripts(Path folder) {

    /** The major version of the tests' server. */
    private static final int SERVER = 15;

    public Scripts {
        try {
            for (String name : List.of("pg_dump", "pg_restore")) {
                Files.createSymbolicLink(folder.resolve(name), real(name));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @param script bash; {@code "$real" "$@"} is what the program itself does, and {@code --version} is its own */
    public Scripts replace(String name, String script) throws IOException {
        return replaceAll(name, "[ \"$1\" = --version ] && exec \"$real\" --version\n" + script);
    }

    /** As {@link #replace}, {@code --version} too. */
    public Scripts replaceAll(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/bash\nreal='" + real(name) + "'\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return this;
    }

    public void remove(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    private static Path real(String name) {
        try {
            return new ClientPrograms(Optional.empty(), System.getenv("PATH"))
                    .nearest(name, SERVER)
                    .file();
        } catch (BackupException e) {
            throw new AssertionError(e);
        }
    }
}
