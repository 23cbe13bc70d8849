package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.backup.BackupFixture;
import org.kennwilliamson.roster.backup.VerifyReport;
import org.kennwilliamson.roster.backup.archive.ArchiveReader;
import org.kennwilliamson.roster.backup.archive.ArchiveWriter;
import org.kennwilliamson.roster.backup.archive.BackupDirectory;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.BackupName;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.backup.archive.Manifest;
import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One byte that isn't what it was, or the end missing, anywhere: {@code verify} refuses, with a key and without. */
class DamagedBackupTest {

    /** Of age's payload: each has 16 bytes more that authenticate it. */
    private static final int CHUNK = (64 << 10) + 16;

    private static final int NONCE = 16;

    @TempDir
    Path place;

    private BackupFixture fixture;
    private Manifest backup;
    private Path file;
    private Path manifest;
    private byte[] whole;
    private int header;

    @BeforeEach
    void thereIsABackupOfSeveralChunks() throws IOException, BackupException {
        TestDatabase database = TestDatabase.fresh();
        BackupFixture.execute(
                database, "create table filler as select gen_random_uuid() as one from generate_series(1, 10000)");
        fixture = new BackupFixture(database, place);
        backup = fixture.verified();
        file = fixture.folder.resolve(backup.file());
        manifest = fixture.folder.resolve(BackupName.of(backup).manifest());
        whole = Files.readAllBytes(file);
        header = endOfHeader();
        assertThat(whole.length).isGreaterThan(header + NONCE + 3 * CHUNK);
    }

    @Test
    void theHeaderHasTheOperatorsStanzaAndTheRunsAndEveryByteOfItCounts() throws IOException {
        assertThat(new String(whole, 0, header, StandardCharsets.US_ASCII))
                .matches("(?s)age-encryption.org/v1\n(-> X25519 \\S{43}\n\\S{43}\n){2}--- \\S{43}\n");
        for (int place = 0; place < header + NONCE; place++) {
            requireRefusedByDecryption(flipped(place), "flipped at " + place);
            requireRefusedByDecryption(Arrays.copyOf(whole, place), "cut at " + place);
        }
    }

    @Test
    void everyChunkCountsAndWhereItStandsAndThatItIsThere() throws IOException {
        for (int place : places()) {
            requireRefusedByDecryption(flipped(place), "flipped at " + place);
            requireRefusedByDecryption(Arrays.copyOf(whole, place), "cut at " + place);
        }
        requireRefusedByDecryption(Arrays.copyOf(whole, whole.length + 1), "one byte more");
        requireRefusedByDecryption(swapped(), "chunks swapped");
    }

    @Test
    void verifyRefusesEveryDamageWithAndWithoutAKey() throws IOException, BackupException {
        Path key = place.resolve("key");
        fixture.operator.writeTo(key, Clock.systemUTC().instant());
        for (int place : places()) {
            Files.write(file, flipped(place));
            assertThat(damaged(null)).as("flipped at " + place).isEqualTo(1);
            assertThat(damaged(key)).as("flipped at " + place).isEqualTo(1);
            Files.write(file, Arrays.copyOf(whole, place));
            assertThat(damaged(null)).as("cut at " + place).isEqualTo(1);
            assertThat(damaged(key)).as("cut at " + place).isEqualTo(1);
        }
        Files.delete(file);
        assertThat(damaged(null)).isEqualTo(1);
        assertThat(damaged(key)).isEqualTo(1);
        Files.write(file, whole);
        assertThat(damaged(null) + damaged(key)).isZero();
    }

    @Test
    void everyByteOfAManifestCounts() throws IOException, BackupException {
        byte[] written = Files.readAllBytes(manifest);
        for (int place = 0; place < written.length; place++) {
            for (int bits : new int[] {1, 0x20, 0x80}) {
                byte[] flipped = written.clone();
                flipped[place] ^= (byte) bits;
                requireNoBackup(flipped, "flipped at " + place);
            }
            requireNoBackup(Arrays.copyOf(written, place), "cut at " + place);
        }
        requireNoBackup(Arrays.copyOf(written, written.length + 1), "one byte more");
        requireNoBackup(
                (new String(written, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8), "a line");
        Files.write(manifest, written);
        fixture.requireNothingBut(List.of(backup));
    }

    @Test
    void aManifestUnderAnotherNameIsNoManifestOfThatFile() throws IOException, BackupException {
        Path other = fixture.folder.resolve(backup.file().replaceFirst("_\\d{6}\\.", "_000000."));
        Files.copy(file, other);
        Path itsManifest = other.resolveSibling(other.getFileName().toString().replace(".dump.age", ".json"));
        Files.copy(manifest, itsManifest);

        assertThat(fixture.backups().contents().faults()).hasSize(1);
        assertThatThrownBy(() -> verifying().verify(other, null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("describes another file");
        assertThat(verifying().verify(file, null)).isZero();
        assertThat(verifying().verify(manifest, null)).isZero();
    }

    @Test
    void aFileThatSomebodyElseHasEncryptedForTheSameKeyIsNotIt() throws IOException, BackupException {
        Path forged = place.resolve("forged");
        try (ArchiveWriter dump = ArchiveWriter.create(forged, List.of(fixture.operator.recipient()))) {
            dump.write(ByteBuffer.wrap(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII)));
            dump.seal();
            Files.copy(forged, file, StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(damaged(null)).isEqualTo(1);
    }

    /** The first, the last and the ones in the middle of every region, and both sides of every border. */
    private Set<Integer> places() {
        Set<Integer> places = new LinkedHashSet<>(List.of(0, header / 2, header - 1, header, header + NONCE - 1));
        for (int chunk = header + NONCE; chunk < whole.length; chunk += CHUNK) {
            int end = Math.min(chunk + CHUNK, whole.length);
            places.addAll(List.of(chunk, (chunk + end) / 2, end - 17, end - 16, end - 1));
        }
        return places;
    }

    private int endOfHeader() {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        return text.indexOf('\n', text.indexOf("\n---") + 1) + 1;
    }

    private byte[] flipped(int place) {
        byte[] flipped = whole.clone();
        flipped[place] ^= 1;
        return flipped;
    }

    private byte[] swapped() {
        byte[] swapped = whole.clone();
        int first = header + NONCE;
        System.arraycopy(whole, first, swapped, first + CHUNK, CHUNK);
        System.arraycopy(whole, first + CHUNK, swapped, first, CHUNK);
        return swapped;
    }

    /** Even where nobody knows a hash: the encryption itself says so. */
    private void requireRefusedByDecryption(byte[] content, String what) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> {
                    try (ArchiveReader dump = ArchiveReader.open(file, true, List.of(fixture.operator.reader()))) {
                        dump.pumpTo(OutputStream.nullOutputStream(), Progress.NONE, "reading");
                    }
                })
                .as(what)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.PROOF));
    }

    private void requireNoBackup(byte[] content, String what) throws IOException, BackupException {
        Files.write(manifest, content);
        BackupDirectory.Contents contents = fixture.backups().contents();
        assertThat(contents.backups()).as(what).isEmpty();
        assertThat(contents.faults()).as(what).hasSize(1);
    }

    private int damaged(Path key) throws BackupException {
        return verifying().verify(null, key);
    }

    private VerifyReport verifying() {
        return new VerifyReport(
                fixture.settings(), fixture.backups(), fixture.audit(), new PrintWriter(new StringWriter()));
    }
}
