package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * What the backup role can't read entirely. pg_dump ends with an error at the first of them.
 *
 * @param fault names them
 * @param remedy what a superuser does about it
 */
public record UnreadableObjects(String fault, String remedy) {

    private static final int NAMED = 3;
    private static final int ASKS_FOR_LARGE_OBJECTS = 18;

    private static final String WITHOUT_RIGHTS = """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'S') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
                and not (has_schema_privilege(n.oid, 'usage')
                    and case c.relkind
                        when 'S' then has_sequence_privilege(c.oid, 'select')
                        else has_table_privilege(c.oid, 'select')
                    end)
            order by 1""";

    /** Of an extension's tables pg_dump reads those alone that the extension has marked as settings. */
    private static final String SECURED = """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and c.relrowsecurity and row_security_active(c.oid)
                and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
                and (exists (select from pg_extension e where c.oid = any (e.extconfig))
                    or not exists (select from pg_depend d
                        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
            order by 1""";

    private static final String LARGE_OBJECTS = """
            select l.oid::text
            from pg_largeobject_metadata l
            where not pg_has_role(l.lomowner, 'usage')
                and not current_setting('lo_compat_privileges')::boolean
                and not exists (select from aclexplode(l.lomacl) a
                    where a.privilege_type = 'SELECT' and (a.grantee = 0 or pg_has_role(a.grantee, 'usage')))
            order by l.oid""";

    private static final String LARGE_OBJECTS_SINCE_18 = """
            select l.oid::text from pg_largeobject_metadata l
            where not has_largeobject_privilege(l.oid, 'select') order by l.oid""";

    /** As the user of the URL finds them; empty if there are none. */
    public static Optional<UnreadableObjects> find(DatabaseUrl url) throws BackupException {
        try (Connection connection = PostgresConnections.open(url)) {
            boolean since18 = new DatabaseCatalog(connection).server().major() >= ASKS_FOR_LARGE_OBJECTS;
            return of(
                    url.user(),
                    Jdbc.texts(connection, WITHOUT_RIGHTS),
                    Jdbc.texts(connection, SECURED),
                    Jdbc.texts(connection, since18 ? LARGE_OBJECTS_SINCE_18 : LARGE_OBJECTS));
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    /** Fails before the dump does, and says what to do. */
    public static void requireNone(DatabaseUrl url) throws BackupException {
        Optional<UnreadableObjects> found = find(url);
        if (found.isPresent()) {
            throw new BackupException(
                    FailureReason.DUMP, found.get().fault() + ": " + found.get().remedy());
        }
    }

    private static Optional<UnreadableObjects> of(
            String user, List<String> withoutRights, List<String> secured, List<String> largeObjects) {
        String role = user.matches("[a-z_][a-z0-9_]*") ? user : Jdbc.quoted(user);
        List<String> faults = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        if (!withoutRights.isEmpty()) {
            faults.add(listed(withoutRights));
            remedies.add("grant pg_read_all_data to " + role);
        }
        if (!secured.isEmpty()) {
            faults.add("the rows that row security hides in " + listed(secured));
            remedies.add("alter role " + role + " bypassrls");
        }
        if (!largeObjects.isEmpty()) {
            faults.add("the large object" + (largeObjects.size() == 1 ? " " : "s ") + listed(largeObjects));
            remedies.add("grant select on large object "
                    + String.join(", ", largeObjects.stream().limit(NAMED).toList())
                    + (largeObjects.size() > NAMED ? ", …" : "") + " to " + role);
        }
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(new UnreadableObjects(
                        user + " can't read " + String.join(", nor ", faults),
                        "as superuser, in this database: " + String.join("; ", remedies)));
    }

    private static String listed(List<String> names) {
        int others = names.size() - NAMED;
        return String.join(", ", names.stream().limit(NAMED).toList()) + (others > 0 ? " and " + others + " more" : "");
    }
}
