package org.kennwilliamson.roster.user;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import org.kennwilliamson.roster.password.Hashes;
import org.kennwilliamson.roster.password.Verdict;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** A boot of the packaged program that is told who its first administrator is. */
abstract class AdministratorBoot {

    static final String EMAIL = "Boss@example.org";

    /** Would be another one, were it read like other settings. */
    static final String PASSWORD = "a $$ect: ${HOME} \\$\\n";

    static final String MADE = "The first administrator is " + EMAIL;

    final TestDatabase database = TestDatabase.fresh();

    RosterProcess start(String email, String password) {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("ADMIN_EMAIL", email);
        variables.put("ADMIN_PASSWORD", password);
        return RosterProcess.start(variables);
    }

    static void awaitLine(RosterProcess roster, String line) {
        roster.until("it says: " + line, () -> roster.said().contains(line));
    }

    void assertShowsNoPassword(RosterProcess roster) {
        assertThat(roster.said()).doesNotContain(PASSWORD).doesNotContain("argon2");
        assertThat(database.number("select count(*) from audit_events e where strpos(e::text, 'ect:') > 0"))
                .isZero();
    }

    void assertThatPasswordIs(String password) {
        String hash = database.text("select password_hash from users");
        assertThat(Hashes.verdict(password, hash)).isEqualTo(Verdict.RIGHT);
    }

    void migrate() {
        new Schema(database).migrate();
    }

    void execute(String sql) throws SQLException {
        try (Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
