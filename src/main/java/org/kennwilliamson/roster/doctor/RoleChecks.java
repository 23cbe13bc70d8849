package org.kennwilliamson.roster.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.BackupInspection;
import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;

/** Whether each role may do its work, and no more than that. */
final class RoleChecks {

    private static final String SCRIPT = "init-scripts/10-roles.sql";

    private static final String ENDLESS = " sets the passwords again, and for good";

    private final ProbeConnections connections;
    private final Variables variables;

    RoleChecks(ProbeConnections connections, Variables variables) {
        this.connections = connections;
        this.variables = variables;
    }

    List<Check> all() {
        return List.of(
                new Check("roles", this::roles),
                new Check("role-passwords", this::passwords),
                new Check("service-role", this::service),
                new Check("service-rights", this::serviceRights),
                new Check("audit-trail", this::auditTrail),
                new Check("owner-role", this::owner),
                new Check("backup-role", this::backup));
    }

    private Finding roles() {
        String service = user(DatabaseAccount.SERVICE);
        String owner = user(DatabaseAccount.OWNER);
        String backup = user(DatabaseAccount.BACKUP);
        return Set.copyOf(List.of(service, owner, backup)).size() == DatabaseAccount.values().length
                ? Finding.ok(service + " serves, " + owner + " owns, " + backup + " backs up")
                : Finding.warn(
                        "one role does the work of several: " + service + " serves, " + owner + " owns, " + backup
                                + " backs up",
                        SCRIPT
                                + " creates three; name them in DATABASE_URL, MIGRATION_DATABASE_URL, BACKUP_DATABASE_URL");
    }

    private Finding passwords() throws SQLException, SkippedException {
        Set<String> ours = Set.copyOf(
                List.of(user(DatabaseAccount.SERVICE), user(DatabaseAccount.OWNER), user(DatabaseAccount.BACKUP)));
        List<String> ended = ours(link().texts(RoleSql.PASSWORDS_ENDED), ours);
        List<String> ending = ours(link().texts(RoleSql.PASSWORDS_ENDING), ours);
        if (!ended.isEmpty()) {
            return Finding.fail("over: the password of " + Finding.listed(ended), SCRIPT + ENDLESS);
        }
        return ending.isEmpty()
                ? Finding.ok("none ends within two weeks")
                : Finding.warn("it ends soon: the password of " + Finding.listed(ending), SCRIPT + ENDLESS);
    }

    /** The first way that is open: a password that is over keeps its own role out. */
    private ProbeConnection link() throws SkippedException {
        for (DatabaseAccount account : List.of(DatabaseAccount.SERVICE, DatabaseAccount.OWNER)) {
            try {
                return connections.open(account);
            } catch (SQLException e) {
                Log.debugf(e, "No connection as %s", user(account));
            }
        }
        return connections.link(DatabaseAccount.BACKUP);
    }

    private static List<String> ours(List<String> roles, Set<String> ours) {
        return roles.stream()
                .filter(role -> ours.contains(role.replaceFirst(" \\(\\S+\\)$", "")))
                .toList();
    }

    private Finding service() throws SQLException, SkippedException {
        List<String> powers = connections.link(DatabaseAccount.SERVICE).texts(RoleSql.POWERS);
        return powers.isEmpty()
                ? Finding.ok(user(DatabaseAccount.SERVICE) + " may neither create nor own anything")
                : Finding.warn(
                        user(DatabaseAccount.SERVICE) + " " + Finding.listed(powers),
                        "set DATABASE_URL to a role without that: " + SCRIPT + " creates one");
    }

    private Finding serviceRights() throws SQLException, SkippedException {
        List<String> missing = withSchema().texts(RoleSql.MISSING_RIGHTS);
        return missing.isEmpty()
                ? Finding.ok(user(DatabaseAccount.SERVICE) + " may use every table that it needs")
                : Finding.fail(
                        user(DatabaseAccount.SERVICE) + " lacks " + Finding.listed(missing),
                        "roster migrate run, with the service's own DATABASE_URL, grants it");
    }

    private Finding auditTrail() throws SQLException, SkippedException {
        List<String> rights = withSchema().texts(RoleSql.RIGHTS_ON_AUDIT);
        return rights.isEmpty()
                ? Finding.ok(user(DatabaseAccount.SERVICE) + " may add to it, but neither change nor delete")
                : Finding.warn(
                        user(DatabaseAccount.SERVICE) + " may " + String.join(", ", rights) + " what is in it",
                        "revoke update, delete, truncate on audit_events; an owner or superuser keeps them: use another role");
    }

    private Finding owner() throws SQLException, SkippedException {
        List<String> others = connections.link(DatabaseAccount.OWNER).texts(RoleSql.NOT_OWNED);
        return others.isEmpty()
                ? Finding.ok(user(DatabaseAccount.OWNER) + " owns the schema and all that is in it")
                : Finding.fail(
                        user(DatabaseAccount.OWNER) + " doesn't own " + Finding.listed(others),
                        "as superuser: alter … owner to " + user(DatabaseAccount.OWNER)
                                + "; or set MIGRATION_DATABASE_URL to the owner's URL");
    }

    private Finding backup() throws SQLException, SkippedException, BackupException {
        ProbeConnection link = connections.link(DatabaseAccount.BACKUP);
        BackupInspection backups = BackupInspection.of(variables);
        Optional<BackupInspection.Obstacle> obstacle = backups.obstacle();
        if (obstacle.isPresent()) {
            return Finding.fail(
                    obstacle.get().fault() + ": no backup succeeds",
                    obstacle.get().remedy());
        }
        boolean restores = backups.areRestored();
        if (restores && link.holds(RoleSql.IS_STANDBY)) {
            return Finding.fail(
                    connections.url(DatabaseAccount.BACKUP).address()
                            + " is a standby: no backup can be verified by restoring it there",
                    "set BACKUP_DATABASE_URL to the primary's URL; or BACKUP_VERIFY=decrypt");
        }
        if (restores && !link.holds(RoleSql.CREATES_DATABASES)) {
            return Finding.fail(
                    user(DatabaseAccount.BACKUP)
                            + " may not create databases: no backup can be verified by restoring it",
                    "as superuser: alter role " + user(DatabaseAccount.BACKUP) + " createdb; or BACKUP_VERIFY=decrypt");
        }
        BackupInspection.Gaps gaps = backups.gaps();
        List<String> extensions = restores ? gaps.extensions() : List.of();
        return superusers(gaps.notDumped(), restores ? gaps.unverified() : List.of())
                .orElseGet(() -> Finding.ok(user(DatabaseAccount.BACKUP) + " reads everything"
                        + (restores ? ", and may create databases" : "")
                        + (extensions.isEmpty() ? "" : "; not verified: " + Finding.listed(extensions))));
    }

    /** What is a superuser's, beside extensions. */
    private static Optional<Finding> superusers(List<String> notDumped, List<String> unverified) {
        List<String> faults = new ArrayList<>();
        if (!notDumped.isEmpty()) {
            faults.add("in no backup, since only a superuser's pg_dump reads it: " + Finding.listed(notDumped));
        }
        if (!unverified.isEmpty()) {
            faults.add("in the backups, but in no verification, nor what needs it: " + Finding.listed(unverified));
        }
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warn(
                        String.join("; ", faults),
                        "what is in no backup has to be created again by hand; the drill, as superuser, restores the rest:"
                                + " docs/operations.md"));
    }

    private ProbeConnection withSchema() throws SQLException, SkippedException {
        ProbeConnection link = connections.link(DatabaseAccount.SERVICE);
        if (!link.holds(RoleSql.HAS_SCHEMA)) {
            throw new SkippedException("there are no tables yet", "schema");
        }
        return link;
    }

    private String user(DatabaseAccount way) {
        return connections.url(way).user();
    }
}
