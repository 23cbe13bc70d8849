package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/**
 * {@code ADMIN_EMAIL} and {@code ADMIN_PASSWORD}, read as they stand there: in a setting like any other, two dollar signs
 * are one and a name in braces is another setting, and whoever has such a password couldn't sign in with it.
 */
@Singleton
class AdministratorSettings {

    private final SmallRyeConfig config;

    AdministratorSettings(SmallRyeConfig config) {
        this.config = config;
    }

    /** The user to be made, not checked yet; empty where nobody is named. */
    Optional<NewUser> user() {
        return verbatim("ADMIN_EMAIL").flatMap(email -> verbatim("ADMIN_PASSWORD")
                .map(password -> new NewUser(email, null, password, List.of("admin", "user"))));
    }

    /** Docker Compose passes on as an empty variable what isn't set. */
    private Optional<String> verbatim(String variable) {
        return Optional.ofNullable(Expressions.withoutExpansion(
                        () -> config.getConfigValue(variable).getValue()))
                .filter(value -> !value.isEmpty());
    }
}
