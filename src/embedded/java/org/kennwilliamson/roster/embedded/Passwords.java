package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The roles' passwords: created at the first start, kept in a file that only its owner may read. */
public record Passwords(Map<String, String> byRole) {
    public static final String SUPERUSER = "postgres";
    private static final List<String> ROLES = List.of(SUPERUSER, "roster_owner", "roster_service", "roster_backup");

    public static Passwords keptIn(Path file) throws IOException {
        return Files.exists(file) ? read(file) : generate().write(file);
    }

    String of(String role) {
        String password = byRole.get(role);
        if (password == null) {
            throw new IllegalArgumentException("no role " + role + ", there are " + ROLES);
        }
        return password;
    }

    /** The variables that {@code init-scripts} read. */
    Map<String, String> environment() {
        return Map.of(
                "ROSTER_OWNER_PASSWORD", of("roster_owner"),
                "ROSTER_SERVICE_PASSWORD", of("roster_service"),
                "ROSTER_BACKUP_PASSWORD", of("roster_backup"));
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return "Passwords" + ROLES;
    }

    private static Passwords generate() {
        SecureRandom random = new SecureRandom();
        return new Passwords(ROLES.stream().collect(Collectors.toMap(Function.identity(), role -> password(random))));
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        // With characters that mean something in a URL, as an operator's passwords will have.
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "/@:%";
    }

    private static Passwords read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Passwords(properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty)));
    }

    private Passwords write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.putAll(byRole);
        StringWriter content = new StringWriter();
        properties.store(content, "The embedded server's passwords");
        PrivateFiles.write(file, content.toString());
        return this;
    }
}
