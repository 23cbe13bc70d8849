package org.kennwilliamson.roster.scenario;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.archive.ArchiveReader;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Age files that are text, as {@code age --armor} writes them. */
class ArmoredBackupTest {

    private static final int LINE = 64;

    @TempDir
    Path place;

    private BackupFixture fixture;
    private byte[] whole;
    private Path file;

    @BeforeEach
    void thereIsABackup() throws BackupException, IOException {
        fixture = new BackupFixture(TestDatabase.fresh(), place);
        Path published = fixture.folder.resolve(fixture.verified().file());
        whole = Files.readAllBytes(published);
        file = place.resolve("armored.age");
    }

    @Test
    void anArmoredFileIsReadLikeTheOtherForm() throws BackupException, IOException {
        byte[] plain = read(Files.write(file, whole));

        assertThat(read(armored(whole, "\n"))).isEqualTo(plain);
    }

    @Test
    void anArmoredFileThatIsDamagedIsRefused() throws IOException {
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        assertRefused(armored(flipped, "\n"));

        byte[] text = Files.readAllBytes(armored(whole, "\n"));
        assertRefused(Files.write(file, Arrays.copyOf(text, text.length / 2)));
        assertRefused(Files.write(file, Arrays.copyOf(text, LINE)));
        text[text.length / 2] = '!';
        assertRefused(Files.write(file, text));
    }

    private Path armored(byte[] content, String lineEnd) throws IOException {
        String text = Base64.getMimeEncoder(LINE, lineEnd.getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(
                file,
                String.join(
                        lineEnd, "-----BEGIN AGE ENCRYPTED FILE-----", text, "-----END AGE ENCRYPTED FILE-----", ""));
    }

    private byte[] read(Path from) throws BackupException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ArchiveReader dump = ArchiveReader.open(from, true, List.of(fixture.operator.reader()))) {
            dump.pumpTo(content, Progress.NONE, "reading");
        }
        return content.toByteArray();
    }

    private void assertRefused(Path damaged) {
        assertThatThrownBy(() -> read(damaged))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.PROOF));
    }
}
