package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.kennwilliamson.roster.auth.AccessTokenIssuer;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.migration.Seed;
import org.kennwilliamson.roster.platform.database.SchemaReady;

/** Fills the embedded server's database, and only that one, with people to look at, and gives a token to look with. */
@ApplicationScoped
public class SampleData {
    private static final Duration TOKEN_TTL = Duration.ofDays(30);

    private final AccessTokenIssuer tokens;

    SampleData(AccessTokenIssuer tokens) {
        this.tokens = tokens;
    }

    void on(@Observes SchemaReady event) throws IOException, SQLException {
        EmbeddedServer server = EmbeddedMain.server().orElse(null);
        if (server == null) {
            return;
        }
        try (Connection connection = server.connect("roster_owner", EmbeddedMain.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(Seed.script());
        }
        PrivateFiles.write(tokenFile(), tokens.issueForService("bin-run", Set.of(BuiltInRoles.ADMIN), TOKEN_TTL));
    }

    /** Where a token is that allows everything for a month; docs/try-it.md takes it from there. */
    static Path tokenFile() {
        return EmbeddedMain.folder().resolve("admin-token");
    }
}
