package org.kennwilliamson.roster.doctor;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.kennwilliamson.roster.migration.SchemaInspection;
import org.kennwilliamson.roster.password.Password;
import org.kennwilliamson.roster.password.PasswordHasher;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.DatabaseAccount;
import org.kennwilliamson.roster.platform.text.EmailSyntax;

/** Whether the schema is this program's, and there is an administrator. */
final class SchemaChecks {

    private static final String ADMINISTRATORS = """
        select count(*)
        from public.users u
            join public.user_roles g on g.user_id = u.id
            join public.roles r on r.id = g.role_id
        where r.name = 'admin' and u.active\
        """;

    /** Those of today's form are let alone: there may be many. */
    private static final String IMPORTED_HASHES = """
        select password_hash from public.users where active and password_hash not like '$argon2id$v=19$m=19456,t=2,p=1$%'\
        """;

    /** Left by a {@code create index concurrently} that failed; one that is being made is none yet. */
    private static final String INVALID_INDEXES = """
            select i.indexrelid::regclass
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where not i.indisvalid and c.relkind = 'i'
                and i.indexrelid not in (select index_relid from pg_stat_progress_create_index)
            order by 1""";

    private final ProbeConnections connections;
    private final Variables variables;

    SchemaChecks(ProbeConnections connections, Variables variables) {
        this.connections = connections;
        this.variables = variables;
    }

    List<Check> all() {
        return List.of(
                new Check("schema", this::schema),
                new Check("indexes", this::indexes),
                new Check("administrator", this::administrator),
                new Check("passwords", this::passwords));
    }

    private Finding schema() throws SkippedException {
        connections.link(DatabaseAccount.OWNER);
        SchemaInspection schema = SchemaInspection.of(variables);
        if (!schema.failed().isEmpty()) {
            return Finding.fail(
                    "migration " + schema.failed().get(0) + " has failed partially",
                    "restore a backup from before it: docs/operations.md");
        }
        if (!schema.changed().isEmpty()) {
            return Finding.fail(
                    "this Roster has another script of " + Finding.listed(schema.changed())
                            + " than the one that was applied",
                    "start the Roster that applied it; the service of this one doesn't start");
        }
        if (!schema.unknown().isEmpty()) {
            return Finding.warn(
                    "a newer Roster has applied " + Finding.listed(schema.unknown()),
                    "run that one; it can also revert them: roster migrate revert");
        }
        return schema.pending().isEmpty()
                ? Finding.ok("at " + schema.version() + ", the newest that this Roster has")
                : Finding.warn(
                        "pending: " + Finding.listed(schema.pending()),
                        "roster migrate run; the service also does it when it starts");
    }

    private Finding indexes() throws SQLException, SkippedException {
        List<String> invalid = connections.link(DatabaseAccount.OWNER).texts(INVALID_INDEXES);
        return invalid.isEmpty()
                ? Finding.ok("all of them are valid")
                : Finding.warn(
                        "invalid, so that no query uses it: " + Finding.listed(invalid),
                        "drop index concurrently " + invalid.get(0) + "; then have what was to make it run again");
    }

    private Finding administrator() throws SQLException, SkippedException {
        ProbeConnection link = linkToTables();
        long count = link.number(ADMINISTRATORS);
        if (count > 0) {
            return Finding.ok(count + (count == 1 ? " active user has" : " active users have") + " the role admin");
        }
        String remedy = "roster user create --email E --role admin --password-stdin";
        if (variables.isSet(Setting.ADMIN_EMAIL)) {
            return refused(Setting.ADMIN_EMAIL, EmailSyntax::isValid)
                    .or(() -> refused(Setting.ADMIN_PASSWORD, SchemaChecks::isPassword))
                    .map(fault -> Finding.fail(
                            "no user has the role admin, and the service won't start: " + fault,
                            "correct it, or " + remedy))
                    .orElseGet(() -> Finding.warn(
                            "none yet; the service creates ADMIN_EMAIL when it starts", "start it, or " + remedy));
        }
        return variables.isSet(Setting.MP_JWT_VERIFY_ISSUER)
                ? Finding.warn("no active user has the role admin; the other issuer's tokens may have it", remedy)
                : Finding.fail("no active user has the role admin", remedy);
    }

    private Finding passwords() throws SQLException, SkippedException {
        long count = linkToTables().count(IMPORTED_HASHES, hash -> !PasswordHasher.canVerify(hash));
        return count == 0
                ? Finding.ok("every stored hash can be checked")
                : Finding.warn(
                        count + (count == 1 ? " active user has" : " active users have")
                                + " a password hash that Roster can't check: they can't sign in",
                        "set new passwords, or import them in another form: docs/importing-users.md");
    }

    private ProbeConnection linkToTables() throws SQLException, SkippedException {
        ProbeConnection link = connections.link(DatabaseAccount.SERVICE);
        if (!link.holds(RoleSql.HAS_SCHEMA)) {
            throw new SkippedException("there are no tables yet", "schema");
        }
        return link;
    }

    /** What the service refuses while it has nobody; its own rules of passwords ask for more. */
    private Optional<String> refused(Setting setting, Predicate<String> valid) {
        return valid.test(variables.set(setting).orElse("")) ? Optional.empty() : Optional.of(setting + " is invalid");
    }

    private static boolean isPassword(String text) {
        return text.length() >= Password.LEAST
                && text.length() <= Password.MOST
                && Pattern.matches(Password.REGEX, text);
    }
}
