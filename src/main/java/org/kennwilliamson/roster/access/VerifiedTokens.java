package org.kennwilliamson.roster.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.SecurityIdentity;

import org.kennwilliamson.roster.database.NotificationListener;

/**
 * Tokens that were checked a moment ago, by their hash, and what they allow. What the database notifies drops them; while
 * it can't be heard, nothing is remembered and every request asks anew.
 */
@Singleton
public class VerifiedTokens implements NotificationListener {

    /** At about a kilobyte each; whoever is used least goes first. */
    private static final int MOST = 10_000;

    /** A connection that has been silent for longer may be dead, and with it what it should have told. */
    private static final Duration TRUST = Duration.ofMillis(2_500);

    private static final String EVERYONE = "*";

    /** What a token allows, to whom and until when. */
    private record Verified(String subject, SecurityIdentity identity, Instant expires) {}

    private final Cache<ByteBuffer, Verified> tokens =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    private final Clock clock;

    private volatile Instant lastHeard = Instant.MIN;
    private volatile long changes;

    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    /** What this token allows, if that is known for certain. */
    Optional<SecurityIdentity> find(String token) {
        Verified known = tokens.getIfPresent(sha256(token));
        Instant now = clock.instant();
        boolean holds = known != null && now.isBefore(known.expires()) && isTrusted(now);
        return holds ? Optional.of(known.identity()) : Optional.empty();
    }

    /** To be read before a token is checked, and given to {@link #add} after that. */
    long moment() {
        return changes;
    }

    /** Remembers what was found out, unless something changed since that moment. */
    void add(long moment, String token, Claims claims, SecurityIdentity identity) {
        ByteBuffer hash = sha256(token);
        if (moment == changes && isTrusted(clock.instant())) {
            tokens.put(hash, new Verified(claims.subject(), identity, claims.expires()));
            if (moment != changes) {
                tokens.invalidate(hash);
            }
        }
    }

    @Override
    public void listening() {
        forgetAll();
        lastHeard = clock.instant();
    }

    @Override
    public void heard(String payload) {
        if (payload.equals(EVERYONE)) {
            forgetAll();
        } else {
            changed();
            tokens.asMap().values().removeIf(token -> token.subject().equals(payload));
        }
    }

    @Override
    public void upToDate() {
        lastHeard = clock.instant();
    }

    @Override
    public void deaf() {
        lastHeard = Instant.MIN;
        forgetAll();
    }

    private void forgetAll() {
        changed();
        tokens.invalidateAll();
    }

    private boolean isTrusted(Instant now) {
        return now.minus(TRUST).isBefore(lastHeard);
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
