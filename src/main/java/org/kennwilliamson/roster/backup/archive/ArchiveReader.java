package org.kennwilliamson.roster.backup.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

import com.exceptionfactory.jagged.DecryptingChannelFactory;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;

import org.kennwilliamson.roster.platform.concurrent.Progress;
import org.kennwilliamson.roster.platform.text.Sha256;

/** Reads a published archive: decrypts and digests it on its way from the disk. */
public final class ArchiveReader implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final FileChannel file;
    private final MessageDigest digest = Sha256.sha256();
    private final ReadableByteChannel plain;

    private long size;

    private ArchiveReader(Path path, FileChannel file, boolean encrypted, List<RecipientStanzaReader> readers)
            throws BackupException {
        this.path = path;
        this.file = file;
        this.plain = encrypted ? decrypting(readers) : new FileSource();
    }

    /** There is no file, or it can't be read: that says nothing about its content, and may be over tomorrow. */
    private static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1L;

        private UnreadableException(IOException cause) {
            super(cause);
        }
    }

    /** @param readers identities that may open it; none if it isn't encrypted */
    public static ArchiveReader open(Path path, boolean encrypted, List<RecipientStanzaReader> readers)
            throws BackupException {
        FileChannel file;
        try {
            file = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw unreadable(path, new UnreadableException(e));
        }
        try {
            return new ArchiveReader(path, file, encrypted, readers);
        } catch (BackupException e) {
            closeQuietly(file);
            throw e;
        }
    }

    /** Writes all of it to a program, which may have read enough before the end. Fails if it isn't whole. */
    public void pumpTo(OutputStream program, Progress progress, String phase) throws BackupException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long bytes = 0;
        boolean listening = true;
        try {
            for (int count = plain.read(buffer.clear()); count >= 0; count = plain.read(buffer.clear())) {
                listening = listening && hears(program, buffer, count);
                bytes += count;
                progress.at(phase, bytes);
            }
            drain();
        } catch (UnreadableException e) {
            throw unreadable(path, e);
        } catch (IOException e) {
            throw new BackupException(FailureReason.PROOF, path + " is damaged: " + e.getMessage(), e);
        } finally {
            closeQuietly(program);
        }
    }

    /** Throws unless the manifest describes the file; call it once all of it was read. */
    public void requireIs(Manifest manifest) throws BackupException {
        if (size != manifest.size() || !sha256().equals(manifest.sha256())) {
            throw new BackupException(FailureReason.PROOF, path + " is not the file that its manifest describes");
        }
    }

    /** Of the file as stored, once all of it was read; call it once. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        closeQuietly(file);
    }

    private static BackupException unreadable(Path path, UnreadableException e) {
        return new BackupException(FailureReason.FOLDER, path + " can't be read: " + e.getCause(), e);
    }

    private static boolean hears(OutputStream program, ByteBuffer buffer, int count) {
        try {
            program.write(buffer.array(), 0, count);
            return true;
        } catch (IOException e) {
            // Its exit status says why, or it has all that it needs.
            return false;
        }
    }

    /** Bytes after the end of the archive belong to the file, too. */
    private void drain() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        ReadableByteChannel rest = new FileSource();
        while (rest.read(buffer.clear()) >= 0) {
            // Counted on the way.
        }
    }

    private ReadableByteChannel decrypting(List<RecipientStanzaReader> readers) throws BackupException {
        try {
            return channels().newDecryptingChannel(new FileSource(), readers);
        } catch (UnreadableException e) {
            throw unreadable(path, e);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new BackupException(
                    FailureReason.PROOF,
                    path + " can't be opened: damaged, or encrypted for another identity: " + e.getMessage(),
                    e);
        }
    }

    private DecryptingChannelFactory channels() throws UnreadableException {
        try {
            return Armor.isWorn(file) ? new ArmoredDecryptingChannelFactory() : new StandardDecryptingChannelFactory();
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // Nothing that was read depends on it.
        }
    }

    private final class FileSource implements ReadableByteChannel {

        @Override
        public int read(ByteBuffer into) throws IOException {
            int start = into.position();
            int count = readFile(into);
            if (count > 0) {
                digest.update(into.duplicate().flip().position(start));
                size += count;
            }
            return count;
        }

        private int readFile(ByteBuffer into) throws UnreadableException {
            try {
                return file.read(into);
            } catch (IOException e) {
                throw new UnreadableException(e);
            }
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() {
            // The opened archive closes the file.
        }
    }
}
