package org.kennwilliamson.roster.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.kennwilliamson.roster.auth.key.KeyInspection;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** Whether the keys of the tokens are there, and only Roster's user can read them. */
final class KeyChecks {

    private static final String KEYGEN =
            "(umask 077 && openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out signing-key.pem)";

    private final Variables variables;

    KeyChecks(Variables variables) {
        this.variables = variables;
    }

    List<Check> all() {
        return List.of(new Check("signing-key", this::signing), new Check("published-keys", this::published));
    }

    private Finding signing() {
        Optional<Path> key = variables.path(Setting.AUTH_SIGNING_KEY);
        if (key.isEmpty()) {
            return Finding.warn("AUTH_SIGNING_KEY is not set: nobody can sign in", KEYGEN);
        }
        Path file = key.get();
        try {
            String id = KeyInspection.signing(file);
            return FileModes.isOpenToOthers(file) ? open(file) : Finding.ok(file + ", kid " + id);
        } catch (InvalidSettingException e) {
            return Finding.fail(e.getMessage(), KEYGEN + "; and let Roster's user read it");
        }
    }

    private Finding published() {
        List<Path> files = variables.list(Setting.AUTH_PUBLISHED_KEYS).stream()
                .map(Path::of)
                .toList();
        try {
            for (Path file : files) {
                if (KeyInspection.isPrivate(file) && FileModes.isOpenToOthers(file)) {
                    return open(file);
                }
            }
        } catch (InvalidSettingException e) {
            return Finding.fail(e.getMessage(), "correct AUTH_PUBLISHED_KEYS: the service doesn't start with it");
        }
        return Finding.ok(files.isEmpty() ? "none beside the signing key" : files.size() + " beside the signing key");
    }

    private static Finding open(Path file) {
        return Finding.warn(
                file + " is a private key that others may read (" + FileModes.text(file) + ")", "chmod 600 " + file);
    }
}
