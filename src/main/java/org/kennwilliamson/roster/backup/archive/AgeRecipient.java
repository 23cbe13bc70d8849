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

    /** What {@code age-keygen -pq} of age 1.3 prints, 1,959 characters. */
    private static final String POST_QUANTUM = "age1pq1";

    /** As {@code age1yubikey1…}; a classic one has no other 1 than its first. */
    private static final String PLUGINS = "age1[a-z0-9-]+1[a-z0-9]+";

    /** A classic one has 62 characters. */
    private static final int LONGEST_SHOWN = 80;

    /**
     * Reads a list that is separated by commas.
     *
     * @throws BackupException if the list is empty, or if an entry is invalid
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
                    "BACKUP_RECIPIENTS is not set: no backup without a recipient; roster backup keygen"
                            + " prints one");
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
        } catch (GeneralSecurityException | RuntimeException e) {
            // A recipient of another kind is longer than Jagged has room for.
            throw new BackupException(FailureReason.RECIPIENT, "BACKUP_RECIPIENTS has '" + shown() + "', " + fault());
        }
    }

    private String fault() {
        if (text.startsWith(POST_QUANTUM)) {
            return "a post-quantum recipient: Roster can't encrypt for it yet, only for classic ones (age1…)";
        }
        return text.matches(PLUGINS)
                ? "a recipient of an age plugin, which Roster can't encrypt for"
                : "which is not an age recipient (age1…)";
    }

    /** Somebody may have taken the secret half for the public one: that one is never shown. */
    private String shown() {
        int most = text.startsWith("age1") ? LONGEST_SHOWN : 4;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
