package org.kennwilliamson.roster.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.kennwilliamson.roster.platform.config.Setting.ADMIN_EMAIL;
import static org.kennwilliamson.roster.platform.config.Setting.ADMIN_PASSWORD;
import static org.kennwilliamson.roster.platform.config.Setting.AUTH_ACCESS_TTL;
import static org.kennwilliamson.roster.platform.config.Setting.AUTH_ISSUER;
import static org.kennwilliamson.roster.platform.config.Setting.AUTH_REFRESH_TTL;
import static org.kennwilliamson.roster.platform.config.Setting.BACKUP_COPY_URL;
import static org.kennwilliamson.roster.platform.config.Setting.BACKUP_DIR;
import static org.kennwilliamson.roster.platform.config.Setting.MP_JWT_VERIFY_ISSUER;

/** Whether each setting is of its form, and whether those that depend on each other agree. */
public final class SettingsValidator {

    private static final List<Function<Variables, Optional<String>>> TOGETHER = List.of(
            variables -> halfSet(variables, ADMIN_EMAIL, ADMIN_PASSWORD),
            variables -> halfSet(variables, ADMIN_PASSWORD, ADMIN_EMAIL),
            SettingsValidator::tooShort,
            SettingsValidator::sameIssuer,
            SettingsValidator::copyOntoItself);

    private SettingsValidator() {}

    /** What is wrong, in one line each; none if nothing is. */
    public static List<String> faults(Variables variables) {
        List<String> malformed = Stream.of(Setting.values())
                .flatMap(setting -> malformed(variables, setting).stream())
                .toList();
        return malformed.isEmpty()
                ? TOGETHER.stream()
                        .flatMap(rule -> rule.apply(variables).stream())
                        .toList()
                : malformed;
    }

    private static Optional<String> malformed(Variables variables, Setting setting) {
        try {
            variables.find(setting);
            return Optional.empty();
        } catch (InvalidSettingException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> halfSet(Variables variables, Setting one, Setting other) {
        return variables.isSet(one) && !variables.isSet(other)
                ? Optional.of(one + " is set but " + other + " is not")
                : Optional.empty();
    }

    private static Optional<String> tooShort(Variables variables) {
        return variables.duration(AUTH_REFRESH_TTL).compareTo(variables.duration(AUTH_ACCESS_TTL)) < 0
                ? Optional.of(
                        "AUTH_REFRESH_TTL must not be shorter than AUTH_ACCESS_TTL: a session's tokens end with it")
                : Optional.empty();
    }

    private static Optional<String> sameIssuer(Variables variables) {
        String ours = variables.text(AUTH_ISSUER);
        return variables.set(MP_JWT_VERIFY_ISSUER).filter(ours::equals).isPresent()
                ? Optional.of("MP_JWT_VERIFY_ISSUER must name another issuer than AUTH_ISSUER, but is '" + ours + "'")
                : Optional.empty();
    }

    private static Optional<String> copyOntoItself(Variables variables) {
        Path directory =
                variables.path(BACKUP_DIR).orElseThrow().toAbsolutePath().normalize();
        return variables
                        .find(BACKUP_COPY_URL)
                        .filter(url -> url.startsWith("file:"))
                        .map(url -> Path.of(URI.create(url)).normalize())
                        .filter(directory::equals)
                        .isPresent()
                ? Optional.of("BACKUP_COPY_URL must name another directory than BACKUP_DIR, but is " + directory)
                : Optional.empty();
    }
}
