package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.archive.BackupException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where PostgreSQL's programs are looked for, and in which order. */
class ClientProgramsTest {

    @TempDir
    Path folder;

    @Test
    void thePathComesBeforeDebiansDirectoriesUnlessAnotherVersionIsWanted() throws IOException, BackupException {
        Path onPath = program("path", "16.15");
        program("debian/17/bin", "17.12");
        program("debian/15/bin", "15.18");

        assertThat(programs(Optional.empty()).find("pg_dump").file()).isEqualTo(onPath);
        assertThat(programs(Optional.empty()).nearest("pg_dump", 15).version()).isEqualTo("15.18");
        assertThat(programs(Optional.empty()).nearest("pg_dump", 14).file()).isEqualTo(onPath);
    }

    @Test
    void debiansWrapperIsPassedOverSinceItMayRunAnotherVersionThanItPrints() throws IOException, BackupException {
        Path wrapper = program("wrapper", "17.12");
        Files.move(wrapper, wrapper.resolveSibling("pg_wrapper"));
        Files.createDirectories(folder.resolve("path"));
        Files.createSymbolicLink(folder.resolve("path/pg_dump"), wrapper.resolveSibling("pg_wrapper"));
        assertThatThrownBy(() -> programs(Optional.empty()).find("pg_dump"))
                .hasMessageStartingWith("pg_dump is missing");

        Path real = program("debian/15/bin", "15.18");

        assertThat(programs(Optional.empty()).find("pg_dump").file()).isEqualTo(real);
    }

    @Test
    void inADirectoryThatIsSetNothingElseIsLookedFor() throws IOException, BackupException {
        program("path", "15.18");
        program("debian/15/bin", "15.18");
        Path set = program("set", "17.12");

        assertThat(programs(Optional.of(folder.resolve("set")))
                        .nearest("pg_dump", 15)
                        .file())
                .isEqualTo(set);
        assertThatThrownBy(() -> programs(Optional.of(folder)).find("pg_dump"))
                .hasMessageStartingWith("pg_dump is missing in " + folder);
    }

    @Test
    void oneThatDoesntWorkIsPassedOverIfThereIsAnother() throws IOException, BackupException {
        Files.writeString(program("path", ""), "#!/bin/sh\nexit 127\n");
        assertThatThrownBy(() -> programs(Optional.empty()).find("pg_dump"))
                .hasMessageContaining("doesn't print its version");

        program("debian/15/bin", "15.18");

        assertThat(programs(Optional.empty()).find("pg_dump").major()).isEqualTo(15);
    }

    private Path program(String place, String version) throws IOException {
        Path file = Files.createDirectories(folder.resolve(place)).resolve("pg_dump");
        Files.writeString(file, "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private ClientPrograms programs(Optional<Path> directory) {
        return new ClientPrograms(directory, folder.resolve("path").toString(), folder.resolve("debian"));
    }
}
