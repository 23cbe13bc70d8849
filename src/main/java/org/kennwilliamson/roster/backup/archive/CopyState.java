package org.kennwilliamson.roster.backup.archive;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is known of a backup's copy in another place.
 *
 * @param url of the place; null if no copy was tried
 * @param at when it was read back there, or failed
 * @param version of its files there, as the place tells it: another one as soon as somebody writes them; null if it failed
 * @param reason why it failed; null if it is good
 */
@RegisterForReflection
public record CopyState(String url, Instant at, String version, String reason) {

    public static final CopyState NONE = new CopyState(null, null, null, null);

    /** It is there, and what was read back is what lies here. */
    public static CopyState good(String url, Instant at, String version) {
        return new CopyState(url, at, version, null);
    }

    public static CopyState failed(String url, Instant at, String reason) {
        return new CopyState(url, at, null, reason);
    }

    /** Whether it was read back there; what is known of another place doesn't count. */
    public boolean isGoodAt(String place) {
        return place.equals(url) && version != null;
    }

    /** Whether the last attempt to copy it there failed. */
    public boolean hasFailedAt(String place) {
        return place.equals(url) && reason != null;
    }
}
