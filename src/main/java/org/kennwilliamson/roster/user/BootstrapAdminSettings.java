package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** {@code ADMIN_EMAIL} and {@code ADMIN_PASSWORD}. */
@Singleton
class BootstrapAdminSettings {

    private final Variables variables;

    BootstrapAdminSettings(Variables variables) {
        this.variables = variables;
    }

    /** The user to be created, not checked yet; empty if nobody is named. */
    Optional<NewUser> user() {
        return variables.find(Setting.ADMIN_EMAIL).flatMap(email -> variables
                .find(Setting.ADMIN_PASSWORD)
                .map(password -> new NewUser(email, null, password, List.of("admin", "user"))));
    }
}
