package org.kennwilliamson.roster.auth.key;

import java.nio.file.Path;

/** What a key's file has in it, for doctor. */
public final class KeyInspection {

    private KeyInspection() {}

    /**
     * The {@code kid} of the key that signs tokens.
     *
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if there is no such key in the file
     */
    public static String signing(Path file) {
        return SigningKeys.signing(file).published().id();
    }

    /**
     * Whether this file of {@code AUTH_PUBLISHED_KEYS} also has the private key.
     *
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if there is no key in it
     */
    public static boolean isPrivate(Path file) {
        return KeyFile.read("AUTH_PUBLISHED_KEYS", file).privateKey().isPresent();
    }
}
