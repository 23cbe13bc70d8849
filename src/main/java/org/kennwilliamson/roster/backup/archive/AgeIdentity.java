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
import java.util.Optional;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import io.quarkus.logging.Log;

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
            throw new IllegalStateException("Java has X25519 since 11", e);
        }
    }

    /**
     * What opens what the recipients of this identity file may open, as {@code age-keygen} writes it. Lines that are no
     * identity of a kind that Roster knows are skipped with a warning, as long as there is one that is.
     */
    public static List<RecipientStanzaReader> readers(Path file) throws BackupException {
        List<String> lines = lines(file);
        if (lines.stream().anyMatch(Armor::isHeader)) {
            throw new BackupException(
                    FailureReason.RECIPIENT,
                    file + " is encrypted by age itself: decrypt it first, with age --decrypt");
        }
        List<RecipientStanzaReader> readers = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                Optional<RecipientStanzaReader> reader = reader(lines.get(i));
                reader.ifPresent(readers::add);
                if (reader.isEmpty()) {
                    unknown.add(i + 1);
                }
            }
        }
        if (readers.isEmpty()) {
            throw new BackupException(
                    FailureReason.RECIPIENT, file + " is not an age identity file (AGE-SECRET-KEY-1…)");
        }
        unknown.forEach(line -> Log.warnf(
                "Line %d of %s is skipped: it is not an age identity of a kind that Roster knows (AGE-SECRET-KEY-1…)",
                line, file));
        return readers;
    }

    private static List<String> lines(Path file) throws BackupException {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw new BackupException(FailureReason.RECIPIENT, "The identity file " + file + " can't be read", e);
        }
    }

    /** Of one line; none if it is no identity, or one of another kind, whose length surprises Jagged. */
    private static Optional<RecipientStanzaReader> reader(String line) {
        try {
            return Optional.of(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line));
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
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
                    file + " exists already: an identity that is overwritten opens no backup any more");
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
            throw new IllegalStateException("it was created a moment ago", e);
        }
    }

    private static String text(byte[] encoded) {
        return new String(encoded, StandardCharsets.US_ASCII);
    }
}
