package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.logging.Log;
import io.smallrye.config.SmallRyeConfig;

import org.kennwilliamson.roster.auth.AccessTokenIssuer;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.migration.Seed;
import org.kennwilliamson.roster.platform.database.SchemaReady;

/** Fills the embedded server's database, and only that one, with people to look at, and gives a token to look with. */
@ApplicationScoped
public class SampleData {
    private static final Duration TOKEN_TTL = Duration.ofDays(30);

    private final AccessTokenIssuer tokens;
    private final int port;

    SampleData(AccessTokenIssuer tokens, SmallRyeConfig config) {
        this.tokens = tokens;
        port = config.getValue("quarkus.http.port", int.class);
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
        Log.infof("Try: curl -H 'Authorization: Bearer %s' http://127.0.0.1:%d/v1/users?limit=3", adminToken(), port);
    }

    /** A token that allows everything for a month; docs/try-it.md takes it from the file. */
    private String adminToken() throws IOException {
        String token = tokens.issueForService("bin-run", Set.of(BuiltInRoles.ADMIN), TOKEN_TTL);
        PrivateFiles.write(EmbeddedMain.folder().resolve("admin-token"), token);
        return token;
    }
}
