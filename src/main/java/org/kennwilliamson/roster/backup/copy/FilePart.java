package org.kennwilliamson.roster.backup.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

import software.amazon.awssdk.core.sync.RequestBody;

import org.kennwilliamson.roster.platform.text.Sha256;

/** A part of an original, which can be read more than once: a request that is cut is sent again. */
record FilePart(Path file, long start, long length) {

    private static final int BUFFER = 1 << 16;
    private static final String ANY_CONTENT = "application/octet-stream";

    /** Each failure to read it is an {@link OriginalException}. */
    InputStream open() {
        try {
            FileChannel channel = FileChannel.open(file);
            channel.position(start);
            return new PartInput(Channels.newInputStream(channel), length);
        } catch (IOException e) {
            throw new UncheckedIOException(new OriginalException(e));
        }
    }

    /** To be sent, more than once if need be. */
    RequestBody body() {
        return RequestBody.fromContentProvider(this::open, length, ANY_CONTENT);
    }

    /** SHA-256 as S3 has it: in Base64. */
    String sha256() throws IOException {
        return Base64.getEncoder().encodeToString(digest(Sha256.sha256()));
    }

    /** MD5 as an ETag has it: in hexadecimal. It tells parts from each other, and proves nothing. */
    String md5() throws IOException {
        try {
            return HexFormat.of().formatHex(digest(MessageDigest.getInstance("MD5")));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private byte[] digest(MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream content = open()) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return digest.digest();
    }

    private static final class PartInput extends FilterInputStream {

        private long left;

        private PartInput(InputStream file, long length) {
            super(file);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            try {
                int count = left == 0 ? -1 : in.read(into, offset, (int) Math.min(most, left));
                left -= Math.max(0, count);
                return count;
            } catch (IOException e) {
                throw new OriginalException(e);
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
