package org.kennwilliamson.roster.backup.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * Where copies of backups go: {@code BACKUP_COPY_URL}, and for a bucket how to get there.
 *
 * @param text for messages, manifests and clients; shows no secret
 * @param region of the bucket; if empty, AWS' own chain says it
 * @param endpoint of a store that isn't AWS'
 * @param pathStyle whether the bucket's name is in the path of the store's URLs, not in the host's name
 */
public record CopyUrl(String text, Optional<String> region, Optional<URI> endpoint, boolean pathStyle) {

    private static final String BUCKET = "s3://";

    /** With a slash at its end it names the same place. */
    public CopyUrl {
        text = text.replaceFirst("/+$", "");
    }

    /** One that needs no more than its text. */
    public CopyUrl(String text) {
        this(text, Optional.empty(), Optional.empty(), false);
    }

    /** The place that a text names; a bucket by what the variables say of it. */
    public static CopyUrl of(String text, Variables variables) {
        return new CopyUrl(
                text,
                variables.find(Setting.BACKUP_COPY_REGION),
                variables.find(Setting.BACKUP_COPY_ENDPOINT).map(URI::create),
                variables.text(Setting.BACKUP_COPY_PATH_STYLE).equals("on"));
    }

    public boolean isBucket() {
        return text.startsWith(BUCKET);
    }

    /** The directory that it names. */
    public Path directory() {
        return Path.of(URI.create(text)).normalize();
    }

    /** The bucket that it names. */
    public String bucket() {
        return text.substring(BUCKET.length()).replaceFirst("/.*", "");
    }

    /** What the names of its objects begin with: nothing, or a prefix with a slash at its end. */
    public String prefix() {
        String prefix = text.substring(BUCKET.length() + bucket().length()).replaceFirst("^/", "");
        return prefix.isEmpty() ? "" : prefix + "/";
    }
}
