package org.kennwilliamson.roster.doctor;

import java.sql.SQLException;
import java.util.List;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.CommandDatabase;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.platform.database.monitor.NotificationProof;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Whether the service would hear what PostgreSQL notifies, over connections that are opened as it opens its own. */
final class NotificationCheck {

    private final ProbeConnections connections;
    private final Variables variables;

    NotificationCheck(ProbeConnections connections, Variables variables) {
        this.connections = connections;
        this.variables = variables;
    }

    List<Check> all() {
        return List.of(new Check("notifications", this::notifications));
    }

    private Finding notifications() throws SQLException, SkippedException {
        if (connections.link(DatabaseAccount.SERVICE).holds(RoleSql.IS_STANDBY)) {
            throw new SkippedException("a standby notifies nobody", DatabaseAccount.SERVICE.line());
        }
        try (CommandDatabase database = CommandDatabase.of(variables)) {
            return database.answer(NotificationProof.of(database))
                    ? Finding.ok("heard: what ends access does so at once")
                    : Finding.fail(
                            "deaf: DATABASE_URL leads through a pooler that delivers none, so that each request asks the "
                                    + "database what its token allows",
                            "have DATABASE_URL name PostgreSQL itself, or pool_mode = session for it in PgBouncer: "
                                    + "docs/poolers.md");
        } catch (RuntimeException e) {
            return Finding.fail(
                    "the service's own connection fails: " + OneLine.of(e),
                    "if DATABASE_URL leads through a pooler, set that up as docs/poolers.md says");
        }
    }
}
