package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.exceptionfactory.jagged.RecipientStanzaReader;

import org.kennwilliamson.roster.fuzz.ParserHarness;

/** Identity files: each opens something or says why not, without a word of what is in it. */
public final class AgeIdentityHarness implements ParserHarness {

    /** Of every message. */
    private static final String KIND = "AGE-SECRET-KEY-1";

    private final Path file;

    public AgeIdentityHarness() throws IOException {
        file = Files.createTempFile("identity", ".key");
        file.toFile().deleteOnExit();
    }

    /** The first is of the key that RFC 7748 has in section 6.1, and opens nothing of anybody's. */
    @Override
    public List<String> seeds() {
        return List.of(
                "# created: 2026-11-22T02:00:00Z\n# public key: age1x\n"
                        + "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQSNLVQ5D\n",
                "AGE-PLUGIN-YUBIKEY-1QQQQ\n",
                "-----BEGIN AGE ENCRYPTED FILE-----\n",
                "\n\n#\n");
    }

    @Override
    public void check(byte[] input) throws IOException {
        Files.write(file, input);
        try {
            List<RecipientStanzaReader> readers = AgeIdentity.readers(file);
            if (readers.isEmpty()) {
                throw new AssertionError("opens nothing and says nothing");
            }
        } catch (BackupException e) {
            for (String line : new String(input, StandardCharsets.ISO_8859_1).split("\\s+")) {
                if (line.length() > KIND.length() && e.getMessage().contains(line)) {
                    throw new AssertionError("shows what is in the file");
                }
            }
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Only.HARNESS.check(input);
    }

    private static final class Only {
        private static final AgeIdentityHarness HARNESS = make();

        private static AgeIdentityHarness make() {
            try {
                return new AgeIdentityHarness();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
