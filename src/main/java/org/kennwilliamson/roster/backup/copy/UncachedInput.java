package org.kennwilliamson.roster.backup.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import com.sun.nio.file.ExtendedOpenOption;

/** Reads a file from its disk or its server, past what this machine still has of it in memory. */
final class UncachedInput extends InputStream {

    private static final int BUFFER = 1 << 20;

    private final FileChannel file;
    private final ByteBuffer buffer;

    private UncachedInput(FileChannel file, int block) throws IOException {
        this.file = file;
        this.buffer = ByteBuffer.allocateDirect(Math.max(BUFFER, block) + block).alignedSlice(block);
        fill();
    }

    /** Where the file system can't do that, the file is read as everywhere else. A disk that can't be read is another thing. */
    static InputStream open(Path path) throws IOException {
        int block;
        FileChannel file;
        try {
            block = Math.toIntExact(Files.getFileStore(path).getBlockSize());
            file = FileChannel.open(
                    path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS, ExtendedOpenOption.DIRECT));
        } catch (IOException | UnsupportedOperationException e) {
            return cached(path);
        }
        try {
            return new UncachedInput(file, block);
        } catch (IOException | IllegalArgumentException e) {
            file.close();
            if (isRefusal(e)) {
                return cached(path);
            }
            throw e;
        }
    }

    private static InputStream cached(Path path) throws IOException {
        return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Of reading like that, or of blocks that are no power of two. */
    private static boolean isRefusal(Exception e) {
        return e instanceof IllegalArgumentException || "Invalid argument".equals(e.getMessage());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        // Behind the end nothing may be read: that is no multiple of a block.
        if (!buffer.hasRemaining() && file.position() < file.size()) {
            fill();
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void fill() throws IOException {
        file.read(buffer.clear());
        buffer.flip();
    }
}
