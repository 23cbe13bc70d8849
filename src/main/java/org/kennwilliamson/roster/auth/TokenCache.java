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
 * it can't be heard, nothing is remembered and every request asks anew.
 */
@Singleton
public class TokenCache implements NotificationListener {

    /** At about a kilobyte each; whoever is used least goes first. */
    private static final int MOST = 10_000;

    /** A connection that has been silent for longer may be dead, and with it what it should have told. */
    private static final long TRUST_NANOS = 1_000_000_000L;

    private static final String EVERYONE = "*";

    /** What a token allows, to whom and until when. */
    private record Verified(String subject, SecurityIdentity identity, Instant expires) {}

    private final Cache<ByteBuffer, Verified> tokens =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** For whom something changed, and which change it was. */
    private final Cache<String, Long> changedSubjects =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private final Clock clock;

    private volatile boolean listening;
    private volatile long lastHeard;
    private volatile long changes;
    private volatile long lastChangeForAll;

    TokenCache(Clock clock) {
        this.clock = clock;
    }

    /** What this token allows, if that is known for certain. */
    Optional<SecurityIdentity> find(String token) {
        Verified known = tokens.getIfPresent(sha256(token));
        boolean holds = known != null && clock.instant().isBefore(known.expires()) && isTrusted();
        return holds ? Optional.of(known.identity()) : Optional.empty();
    }

    /** To be read before a token is checked, and given to {@link #add} after that. */
    long moment() {
        return changes;
    }

    /** Whether something changed for this subject since that moment: a request may have been under way for long. */
    boolean changedSince(long moment, String subject) {
        Long change = changedSubjects.getIfPresent(subject);
        return lastChangeForAll > moment || change != null && change > moment;
    }

    /** Remembers what was found out, unless something changed since that moment. */
    void add(long moment, String token, Claims claims, SecurityIdentity identity) {
        ByteBuffer hash = sha256(token);
        if (moment == changes && isTrusted()) {
            tokens.put(hash, new Verified(claims.subject(), identity, claims.expires()));
            if (moment != changes) {
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
        lastChangeForAll = changes;
        tokens.invalidateAll();
    }

    private boolean isTrusted() {
        return listening && System.nanoTime() - lastHeard < TRUST_NANOS;
    }

    /** In full, so that no token is taken for another. A header's characters are bytes. */
    private static ByteBuffer sha256(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** One thread alone comes here: the event loop of the connection that listens. */
    private void changed() {
        changes = changes + 1;
    }
}
