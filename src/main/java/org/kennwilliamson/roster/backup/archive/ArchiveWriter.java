package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;

import org.kennwilliamson.roster.platform.text.Sha256;

/**
 * Writes an archive: what is written is encrypted, counted and digested on its way to the disk. Closed before
 * it was given another name, the file goes; closed before it was sealed, without the last chunk that would make a whole
 * one of what is there.
 */
public final class ArchiveWriter implements WritableByteChannel {

    private final Path path;
    private final DurableFile file;
    private final MessageDigest digest = Sha256.sha256();
    private final WritableByteChannel in;

    private long size;

    private ArchiveWriter(Path path, DurableFile file, List<AgeRecipient> recipients)
            throws IOException, BackupException {
        this.path = path;
        this.file = file;
        this.in = recipients.isEmpty() ? new FileSink() : encrypting(recipients);
    }

    /** @param recipients who can open it; none for an archive that isn't encrypted */
    public static ArchiveWriter create(Path path, List<AgeRecipient> recipients) throws IOException, BackupException {
        DurableFile file = DurableFiles.create(path);
        try {
            return new ArchiveWriter(path, file, recipients);
        } catch (IOException | BackupException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /**
     * A file that is whole and on the disk.
     *
     * @param size in bytes
     * @param sha256 in hexadecimal
     */
    public record Seal(long size, String sha256) {}

    @Override
    public int write(ByteBuffer plain) throws IOException {
        return in.write(plain);
    }

    /** Writes the last chunk: from here on the file is a whole one. To be called only when everything went well. */
    public Seal seal() throws IOException {
        in.close();
        file.sync();
        file.close();
        return new Seal(size, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            Files.deleteIfExists(path);
        }
    }

    private WritableByteChannel encrypting(List<AgeRecipient> recipients) throws IOException, BackupException {
        List<RecipientStanzaWriter> writers = new ArrayList<>();
        for (AgeRecipient recipient : recipients) {
            writers.add(recipient.writer());
        }
        try {
            return new StandardEncryptingChannelFactory().newEncryptingChannel(new FileSink(), writers);
        } catch (GeneralSecurityException e) {
            throw new BackupException(FailureReason.RECIPIENT, "The recipients can't be encrypted for", e);
        }
    }

    /** The file itself, which outlives the encrypting channel: it has to be synced when that one is done. */
    private final class FileSink implements WritableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            digest.update(bytes.duplicate());
            int count = file.write(bytes);
            size += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() {
            // The archive closes the file.
        }
    }
}
