package org.kennwilliamson.roster.auth.key;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** The keys that sign tokens and check them, read once at the start: a mistake in them ends it with one line. */
@Singleton
public class SigningKeys {

    /** A private key, and the public one that checks what it signed. */
    public record SigningKeyPair(PrivateKey key, PublishedKey published) {}

    private final Optional<SigningKeyPair> signing;
    private final List<PublishedKey> published = new ArrayList<>();

    @Inject
    SigningKeys(Variables variables) {
        this(
                variables.path(Setting.AUTH_SIGNING_KEY),
                variables.list(Setting.AUTH_PUBLISHED_KEYS).stream()
                        .map(Path::of)
                        .toList());
    }

    /**
     * Reads them.
     *
     * @param signing the private key's file; empty if nobody can sign in
     * @param further files of more keys whose tokens count
     * @throws InvalidSettingException if one of them can't be used
     */
    public SigningKeys(Optional<Path> signing, List<Path> further) {
        this.signing = signing.map(SigningKeys::signing);
        this.signing.ifPresent(key -> published.add(key.published()));
        for (Path file : further) {
            PublishedKey key =
                    PublishedKey.of(KeyFile.read("AUTH_PUBLISHED_KEYS", file).publicKey());
            if (!published.contains(key)) {
                published.add(key);
            }
        }
    }

    /** Reads them now, not with the first request. */
    void onStart(@Observes StartupEvent event) {
        if (signing.isEmpty()) {
            Log.warn("AUTH_SIGNING_KEY is not set: nobody can sign in. "
                    + "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out signing-key.pem creates one");
        }
    }

    /** The key that signs; empty if nobody can sign in. */
    public Optional<SigningKeyPair> signing() {
        return signing;
    }

    /** Every key whose tokens count, the one that signs first. */
    public List<PublishedKey> published() {
        return List.copyOf(published);
    }

    /** Reads the key that signs. */
    public static SigningKeyPair signing(Path file) {
        KeyFile key = KeyFile.read("AUTH_SIGNING_KEY", file);
        PrivateKey half = key.privateKey()
                .orElseThrow(() ->
                        new InvalidSettingException("AUTH_SIGNING_KEY names " + file + ", which has no private key"));
        return new SigningKeyPair(half, PublishedKey.of(key.publicKey()));
    }
}
