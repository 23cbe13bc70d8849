package org.kennwilliamson.roster.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once per user into the cache directory. */
record Binaries(Path folder) {
    // Kept in a field, or the level would be forgotten with the logger.
    private static final Logger ZONKY = Logger.getLogger("io.zonky.test");

    static Binaries unpacked() throws IOException {
        ZONKY.setLevel(Level.WARNING);
        byte[] archive = archive();
        Path folder = cache().resolve("postgresql-" + digest(archive));
        if (!Files.isDirectory(folder)) {
            unpack(archive, folder);
        }
        return new Binaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static byte[] archive() throws IOException {
        String os = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
        try (InputStream txz = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(os, System.getProperty("os.arch"))) {
            return txz.readAllBytes();
        } catch (IllegalStateException | UnsupportedOperationException e) {
            throw new EmbeddedServerException("No embedded PostgreSQL for " + os + " on "
                    + System.getProperty("os.arch") + ": start one yourself and set DATABASE_URL");
        }
    }

    private static Path cache() throws IOException {
        Path ofUser = Path.of(System.getProperty("user.home"), ".cache", "roster");
        try {
            return Files.createDirectories(ofUser);
        } catch (IOException e) {
            // A system account may have no home that it can write in.
            return Files.createTempDirectory("roster-");
        }
    }

    /** Unpacks beside the place and renames: nobody ever sees half of it, however many start at once. */
    private static void unpack(byte[] archive, Path folder) throws IOException {
        Path partial = Files.createTempDirectory(folder.getParent(), ".unpacking-");
        try (InputStream content = new XZInputStream(new ByteArrayInputStream(archive))) {
            Path tar = partial.resolve("postgresql.tar");
            Files.copy(content, tar);
            new Command(List.of("tar", "-xf", tar.toString(), "-C", partial.toString(), "--no-same-owner")).run();
            Files.delete(tar);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Folders.remove(partial);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static String digest(byte[] archive) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(archive))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
