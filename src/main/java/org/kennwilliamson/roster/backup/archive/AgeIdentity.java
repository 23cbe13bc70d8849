package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;

/** What opens a backup: an age identity, the secret half of a {@link AgeRecipient}. Never shows itself. */
public final class AgeIdentity {

    private final String secret;
    private final AgeRecipient recipient;

    private AgeIdentity(String secret, AgeRecipient recipient) {
        this.secret = secret;
        this.recipient = recipient;
    }

    /** A new one. */
    public static AgeIdentity generate() {
        try {
            KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
            return new AgeIdentity(
                    text(pair.getPrivate().getEncoded()),
                    new AgeRecipient(text(pair.getPublic().getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java from 11 on has X25519", e);
        }
    }

    /** What opens what the recipients of this identity file may open, as {@code age-keygen} writes it. */
    public static List<RecipientStanzaReader> readers(Path file) throws BackupException {
        try {
            List<String> secrets = Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (secrets.isEmpty()) {
                throw notAnIdentity(file);
            }
            List<RecipientStanzaReader> readers = new ArrayList<>();
            for (String line : secrets) {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line));
            }
            return readers;
        } catch (IOException e) {
            throw new BackupException(FailureReason.RECIPIENT, "The identity file " + file + " can't be read", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw notAnIdentity(file);
        }
    }

    /** Writes an identity file that its owner alone may read, and never over another file. */
    public void writeTo(Path file, Instant now) throws BackupException {
        String content = "# created: " + now.truncatedTo(ChronoUnit.SECONDS) + "\n# public key: " + recipient.text()
                + "\n" + secret + "\n";
        try {
            DurableFiles.writeNew(file, content.getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(
                    FailureReason.FOLDER,
                    file + " is there already: a key that is overwritten opens no backup any more");
        } catch (IOException e) {
            throw new BackupException(FailureReason.FOLDER, file + " can't be written: " + e.getMessage(), e);
        }
    }

    /** The public half. */
    public AgeRecipient recipient() {
        return recipient;
    }

    public RecipientStanzaReader reader() {
        try {
            return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("it was made a moment ago", e);
        }
    }

    private static BackupException notAnIdentity(Path file) {
        return new BackupException(FailureReason.RECIPIENT, file + " is no age identity file (AGE-SECRET-KEY-1…)");
    }

    private static String text(byte[] encoded) {
        return new String(encoded, StandardCharsets.US_ASCII);
    }
}
