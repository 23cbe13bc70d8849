package org.kennwilliamson.roster.backup.archive;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;

/**
 * Somebody who can open a backup: an age recipient, the public half of an {@link AgeIdentity}.
 *
 * @param text {@code age1…}
 */
public record AgeRecipient(String text) {

    /**
     * Reads a list that is separated by commas.
     *
     * @throws BackupException for an empty list, and for one of them that is no recipient
     */
    public static List<AgeRecipient> parse(String list) throws BackupException {
        List<AgeRecipient> recipients = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .distinct()
                .map(AgeRecipient::new)
                .toList();
        if (recipients.isEmpty()) {
            throw new BackupException(
                    FailureReason.RECIPIENT,
                    "BACKUP_RECIPIENTS is not set: without a recipient nothing is backed up; roster backup keygen makes one");
        }
        for (AgeRecipient recipient : recipients) {
            recipient.writer();
        }
        return recipients;
    }

    /** What encrypts a file's key for this recipient. */
    RecipientStanzaWriter writer() throws BackupException {
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BackupException(
                    FailureReason.RECIPIENT,
                    "BACKUP_RECIPIENTS has '" + shown() + "', which is no age recipient (age1…)");
        }
    }

    /** Somebody may have taken the secret half for the public one: that one is never shown. */
    private String shown() {
        return text.startsWith("age1") ? text : text.substring(0, Math.min(4, text.length())) + "…";
    }
}
