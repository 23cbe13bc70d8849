package org.kennwilliamson.roster.platform.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.quarkus.runtime.configuration.DurationConverter;

/**
 * The form of those variables that the framework reads by itself: its own message would name a property that nobody
 * has set. And those that mean something only together.
 */
public final class SettingRules {

    /** What a port must be, for a message. */
    public static final String PORT_FORM = "a port from 0 to 65535";

    private static final String PORT = "[0-5]?\\d{1,4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]";
    private static final String DURATION = "\\d{1,6}(ms|s|m|h|d)";
    private static final String DURATION_FORM = "a duration like 500ms, 60s, 5m or 1h";

    private static final String LIFETIME = "[1-9]\\d{0,5}[smhd]";
    private static final String LIFETIME_FORM = "a duration like 30s, 15m, 1h or 30d";

    private static final List<Rule> RULES = List.of(
            new Rule("PORT", PORT, PORT_FORM),
            new Rule("MANAGEMENT_PORT", PORT, PORT_FORM),
            new Rule("LIVENESS_GRACE", DURATION, DURATION_FORM),
            new Rule("SHUTDOWN_DELAY", DURATION, DURATION_FORM),
            new Rule("SHUTDOWN_TIMEOUT", DURATION, DURATION_FORM),
            new Rule("HOST", "\\S+", "an address"),
            new Rule("DB_MAX_CONNECTIONS", "\\d{1,4}", "a whole number"),
            new Rule("DB_ACQUIRE_TIMEOUT", "\\d{1,4}", "a whole number of seconds"),
            new Rule("DB_MIN_CONNECTIONS", "[1-9]\\d{0,2}", "a whole number from 1 to 999"),
            new Rule("AUDIT_RETENTION_DAYS", "[3-9]\\d|[1-9]\\d{2,4}", "a whole number from 30 to 99999"),
            new Rule("AUTH_ISSUER", "\\S+", "a name or an address without spaces"),
            new Rule("AUTH_ACCESS_TTL", LIFETIME, LIFETIME_FORM),
            new Rule("AUTH_REFRESH_TTL", LIFETIME, LIFETIME_FORM),
            new Rule("AUTH_LOCKOUT", "on|off", "on or off"),
            new Rule("LOG_FORMAT", "text|json", "text or json"));

    private SettingRules() {}

    /**
     * What is wrong, in one line.
     *
     * @param variables gives a variable's value, or null
     */
    public static Optional<String> fault(UnaryOperator<String> variables) {
        return RULES.stream()
                .filter(rule -> rule.isBrokenBy(variables.apply(rule.variable())))
                .map(rule -> rule.variable() + " must be " + rule.form() + ", but is '"
                        + variables.apply(rule.variable()) + "'")
                .findFirst()
                .or(() -> halfSet(variables, "ADMIN_EMAIL", "ADMIN_PASSWORD"))
                .or(() -> halfSet(variables, "ADMIN_PASSWORD", "ADMIN_EMAIL"))
                .or(() -> tooShort(variables))
                .or(() -> sameIssuer(variables));
    }

    /** Whether there can be such a port. */
    public static boolean isPort(String text) {
        return Pattern.matches(PORT, text);
    }

    /** An empty one isn't set: Docker Compose passes it on like that. */
    private static Optional<String> halfSet(UnaryOperator<String> variables, String one, String other) {
        return isSet(variables.apply(one)) && !isSet(variables.apply(other))
                ? Optional.of(one + " is set but " + other + " is not")
                : Optional.empty();
    }

    private static Optional<String> tooShort(UnaryOperator<String> variables) {
        Duration access = DurationConverter.parseDuration(value(variables, "AUTH_ACCESS_TTL", "15m"));
        Duration refresh = DurationConverter.parseDuration(value(variables, "AUTH_REFRESH_TTL", "30d"));
        return refresh.compareTo(access) < 0
                ? Optional.of(
                        "AUTH_REFRESH_TTL must not be shorter than AUTH_ACCESS_TTL: a session's tokens end with it")
                : Optional.empty();
    }

    private static Optional<String> sameIssuer(UnaryOperator<String> variables) {
        String ours = value(variables, "AUTH_ISSUER", "roster");
        return ours.equals(variables.apply("MP_JWT_VERIFY_ISSUER"))
                ? Optional.of("MP_JWT_VERIFY_ISSUER must name another issuer than AUTH_ISSUER, but is '" + ours + "'")
                : Optional.empty();
    }

    private static String value(UnaryOperator<String> variables, String name, String otherwise) {
        return Optional.ofNullable(variables.apply(name)).orElse(otherwise);
    }

    private static boolean isSet(String value) {
        return value != null && !value.isEmpty();
    }

    private record Rule(String variable, String regex, String form) {

        boolean isBrokenBy(String value) {
            return value != null && !Pattern.matches(regex, value);
        }
    }
}
