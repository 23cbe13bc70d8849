package org.kennwilliamson.roster.session;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.kennwilliamson.roster.audit.CommandAudit;
import org.kennwilliamson.roster.auth.AccessTokenIssuer;
import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/** Service tokens for the command that issues them, with the service's own key and issuer. */
final class ServiceTokens {

    private final Variables variables;
    private final Consumer<String> complaints;

    /** @param complaints gets a line if no audit event can be written */
    ServiceTokens(Variables variables, Consumer<String> complaints) {
        this.variables = variables;
        this.complaints = complaints;
    }

    /** Signs one, and writes that down: nothing else ends what it allows, or tells of it. Throws {@link CommandFailure} if there is no key, or the subject is somebody else's name. */
    String issue(String subject, Set<String> roles, Duration ttl) {
        if (!variables.isSet(Setting.AUTH_SIGNING_KEY)) {
            throw new CommandFailure("AUTH_SIGNING_KEY is not set: it names the key that the service signs with");
        }
        String token = signed(subject, roles, ttl);
        try (CommandAudit audit = new CommandAudit(variables, complaints)) {
            audit.write(
                    "token.issued",
                    "service:" + subject,
                    Map.of("roles", roles.stream().sorted().toList(), "expiresIn", ttl.toString()));
        }
        return token;
    }

    private String signed(String subject, Set<String> roles, Duration ttl) {
        try {
            return AccessTokenIssuer.of(variables).issueForService(subject, roles, ttl);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
