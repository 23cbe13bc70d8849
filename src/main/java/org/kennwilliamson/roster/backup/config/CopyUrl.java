package org.kennwilliamson.roster.backup.config;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where copies of backups go: {@code BACKUP_COPY_URL}.
 *
 * @param text for messages, manifests and clients; shows no secret
 */
public record CopyUrl(String text) {

    /** With a slash at its end it names the same place. */
    public CopyUrl {
        text = text.replaceFirst("/+$", "");
    }

    /** The directory that it names. */
    public Path directory() {
        return Path.of(URI.create(text)).normalize();
    }
}
