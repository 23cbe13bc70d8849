package org.kennwilliamson.roster.auth;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.kennwilliamson.roster.auth.key.SigningKeys;
import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Variables;

/** Service tokens for the command that issues them, with the service's own key and issuer. */
final class ServiceTokens {

    private final UnaryOperator<String> variables;

    /** @param variables gives a variable's value, or null */
    ServiceTokens(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** Signs one. Throws {@link CommandFailure} where there is no key, or the subject is somebody else's name. */
    String issue(String subject, Set<String> roles, Duration ttl) {
        if (Variables.set(variables, "AUTH_SIGNING_KEY").isEmpty()) {
            throw new CommandFailure("AUTH_SIGNING_KEY is not set: it names the key that the service signs with");
        }
        FromVariables config = new FromVariables(
                Variables.set(variables, "AUTH_ISSUER").orElse("roster"),
                Path.of(Variables.set(variables, "AUTH_SIGNING_KEY").get()));
        try {
            return new AccessTokenIssuer(new SigningKeys(config), config, Clock.systemUTC())
                    .issueForService(subject, roles, ttl);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** What the service reads by its framework. */
    private record FromVariables(String issuer, Path key) implements AuthConfig {

        @Override
        public Duration tokenTtl() {
            return Duration.ofMinutes(15);
        }

        @Override
        public Optional<Path> signingKey() {
            return Optional.of(key);
        }

        @Override
        public Optional<List<Path>> publishedKeys() {
            return Optional.empty();
        }

        @Override
        public Optional<String> otherIssuer() {
            return Optional.empty();
        }
    }
}
