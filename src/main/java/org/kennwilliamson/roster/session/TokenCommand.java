package org.kennwilliamson.roster.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.kennwilliamson.roster.platform.config.Variables;

/** {@code roster token …}: tokens for services. */
@Command(
        name = "token",
        description = "Issues access tokens for services and scripts.",
        footer = {"", "Example: roster token issue --subject mailer --role user --ttl 90d"})
public final class TokenCommand implements Runnable {

    private static final String NAME = "[a-z][a-z0-9_-]{0,62}";
    private static final String TTL = "[1-9]\\d{0,3}[mhd]";
    private static final Duration LONGEST = Duration.ofDays(400);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw misuse("Say which: issue.");
    }

    @Command(
            name = "issue",
            description = {
                "Prints a token that AUTH_SIGNING_KEY signs, for a service that doesn't sign in.",
                "Nothing ends it before it expires but another signing key: keep it like a password."
            },
            footer = {"", "Example: roster token issue --subject mailer --role user --ttl 90d > mailer.token"})
    void issue(
            @Option(
                            names = "--subject",
                            required = true,
                            paramLabel = "S",
                            description = "The service that it is for, as audit events show it.")
                    String subject,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "R",
                            description = "A role that it has; repeatable.")
                    List<String> roles,
            @Option(
                            names = "--ttl",
                            required = true,
                            paramLabel = "90d",
                            description = "How long it lasts: minutes (m), hours (h) or days (d), 400d at most.")
                    String ttl) {
        roles.stream().filter(role -> !role.matches(NAME)).findFirst().ifPresent(role -> {
            throw misuse("--role is invalid: '" + role + "'");
        });
        String token = new ServiceTokens(
                        Variables.ofProcess(), spec.commandLine().getErr()::println)
                .issue(subject, Set.copyOf(roles), duration(ttl));
        spec.commandLine().getOut().println(token);
    }

    private Duration duration(String ttl) {
        if (!ttl.matches(TTL)) {
            throw misuse("--ttl must be a duration like 90d, 12h or 30m");
        }
        long count = Long.parseLong(ttl.substring(0, ttl.length() - 1));
        Duration duration =
                switch (ttl.charAt(ttl.length() - 1)) {
                    case 'm' -> Duration.ofMinutes(count);
                    case 'h' -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        if (duration.compareTo(LONGEST) > 0) {
            throw misuse("--ttl must not be more than 400d: nothing ends a token before it expires");
        }
        return duration;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
