package org.kennwilliamson.roster.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.SecurityIdentity;

import org.kennwilliamson.roster.platform.database.monitor.NotificationListener;

/**
 * Tokens that were checked a moment ago, by their hash, and what they allow. What the database notifies drops them; while
 * it can't be heard, nothing is remembered and every request asks again.
 */
@Singleton
public class TokenCache implements NotificationListener {

    /** At about a kilobyte each; the least used goes first. */
    private static final int MOST = 10_000;

    /** A connection that has been silent for longer may be dead, and with it what it should have told. */
    private static final long TRUST_NANOS = 1_000_000_000L;

    private static final String EVERYONE = "*";

    /** What a token allows, to whom and until when. */
    private record KnownToken(String subject, SecurityIdentity identity, Instant expires) {}

    private final Cache<ByteBuffer, KnownToken> tokens =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** For whom something changed, and which change it was. */
    private final Cache<String, Long> changedSubjects =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private final Clock clock;

    /** Cloned for each token: to find one by name takes as long as to hash a token. */
    private final MessageDigest sha256 = newSha256();

    private volatile boolean listening;
    private volatile long lastHeard;
    private volatile long changes;

    /** The last change for an unknown number of subjects: notified as such, or perhaps missed. */
    private volatile long lastUnknownChange;

    TokenCache(Clock clock) {
        this.clock = clock;
    }

    /** What this token allows, if that is known for certain. */
    Optional<SecurityIdentity> find(String token) {
        KnownToken known = tokens.getIfPresent(sha256(token));
        boolean holds = known != null && clock.instant().isBefore(known.expires()) && isTrusted();
        return holds ? Optional.of(known.identity()) : Optional.empty();
    }

    /**
     * When a token was checked.
     *
     * @param changes how many changes had been heard of
     * @param nanos the time, as {@link System#nanoTime()} has it
     */
    record Moment(long changes, long nanos) {}

    /** What is known of somebody's access since it was checked. */
    enum Since {
        UNCHANGED,
        CHANGED,
        /** Something may have changed: only the database knows. */
        UNKNOWN
    }

    /** To be read before a token is checked, and given to {@link #add} after that. */
    Moment moment() {
        return new Moment(changes, System.nanoTime());
    }

    /** Whether something changed for this subject since that moment: a request may have been under way for long. */
    Since since(Moment moment, String subject) {
        Long change = changedSubjects.getIfPresent(subject);
        if (change != null && change > moment.changes()) {
            return Since.CHANGED;
        }
        boolean deafForLong = !listening && System.nanoTime() - moment.nanos() > TRUST_NANOS;
        return deafForLong || lastUnknownChange > moment.changes() ? Since.UNKNOWN : Since.UNCHANGED;
    }

    /** Remembers what was found out, unless something changed since that moment. */
    void add(Moment moment, String token, Claims claims, SecurityIdentity identity) {
        ByteBuffer hash = sha256(token);
        if (moment.changes() == changes && isTrusted()) {
            tokens.put(hash, new KnownToken(claims.subject(), identity, claims.expires()));
            if (moment.changes() != changes) {
                tokens.invalidate(hash);
            }
        }
    }

    @Override
    public void listening() {
        forgetAll();
        lastHeard = System.nanoTime();
        listening = true;
    }

    @Override
    public void heard(String payload) {
        if (payload.equals(EVERYONE)) {
            forgetAll();
        } else {
            changed();
            changedSubjects.put(payload, changes);
            tokens.asMap().values().removeIf(token -> token.subject().equals(payload));
        }
    }

    @Override
    public void upToDate() {
        lastHeard = System.nanoTime();
    }

    @Override
    public void deaf() {
        listening = false;
        forgetAll();
    }

    private void forgetAll() {
        changed();
        lastUnknownChange = changes;
        tokens.invalidateAll();
    }

    private boolean isTrusted() {
        return listening && System.nanoTime() - lastHeard < TRUST_NANOS;
    }

    /** In full, so that no token is taken for another. A header's characters are bytes. */
    private ByteBuffer sha256(String token) {
        try {
            MessageDigest digest = (MessageDigest) sha256.clone();
            return ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** One thread alone comes here: the event loop of the connection that listens. */
    private void changed() {
        changes = changes + 1;
    }
}
