package org.kennwilliamson.roster.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.kennwilliamson.roster.auth.key.SigningKeys;
import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** Service tokens for the command that issues them, with the service's own key and issuer. */
final class ServiceTokens {

    private final Variables variables;

    ServiceTokens(Variables variables) {
        this.variables = variables;
    }

    /** Signs one. Throws {@link CommandFailure} if there is no key, or the subject is somebody else's name. */
    String issue(String subject, Set<String> roles, Duration ttl) {
        if (!variables.isSet(Setting.AUTH_SIGNING_KEY)) {
            throw new CommandFailure("AUTH_SIGNING_KEY is not set: it names the key that the service signs with");
        }
        try {
            return new AccessTokenIssuer(
                            new SigningKeys(variables.path(Setting.AUTH_SIGNING_KEY), List.of()),
                            new AuthSettings(variables),
                            Clock.systemUTC())
                    .issueForService(subject, roles, ttl);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
