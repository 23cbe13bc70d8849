package org.kennwilliamson.roster.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.DatabaseCatalog;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/** Rights on a database itself and settings of it, which no archive has. */
final class DatabaseGrants {

    private static final String OF_LIVE = """
            with live as (
                select oid, pg_get_userbyid(datdba) as owner, datacl, datconnlimit, ?::text as fresh
                from pg_database where datname = ?
            ), settings as (
                select live.fresh, s.setrole, split_part(c, '=', 1) as name, substr(c, strpos(c, '=') + 1) as value
                from live join pg_db_role_setting s on s.setdatabase = live.oid cross join unnest(s.setconfig) as c
            ), steps (place, statement) as (
                select 1, format('revoke all on database %I from public, %I', fresh, owner)
                from live where datacl is not null
                union all
                select 2, format('grant %s on database %I to %s%s',
                    a.privilege_type,
                    fresh,
                    case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
                    case when a.is_grantable then ' with grant option' else '' end)
                from live cross join aclexplode(datacl) as a
                union all
                select 3, format('alter database %I connection limit %s', fresh, datconnlimit)
                from live where datconnlimit >= 0
                union all
                select 4, format('alter %s set %s to %s',
                    case setrole when 0 then format('database %I', fresh)
                        else format('role %I in database %I', pg_get_userbyid(setrole), fresh) end,
                    name,
                    -- These are lists, and stored as they are written in SQL.
                    case when name in ('search_path', 'session_preload_libraries', 'local_preload_libraries', 'temp_tablespaces')
                        then coalesce(nullif(value, '""'), '''''') else quote_literal(value) end)
                from settings
            )
            select statement from steps order by place
            """;

    private DatabaseGrants() {}

    /** Grants on a new database what the live one has; if there is none, what {@code init-scripts} would grant. */
    static void give(DatabaseServer server, String fresh, String live) throws BackupException {
        List<String> roles = server.within(fresh, "Its roles can't be listed", c -> new DatabaseCatalog(c).roles());
        boolean like = !fresh.equals(live) && server.has(live);
        server.beside(Set.of(), "Rights on the database " + fresh + " can't be granted", connection -> {
            List<String> steps = like ? Jdbc.texts(connection, OF_LIVE, fresh, live) : usual(fresh, roles);
            Jdbc.runTogether(connection, steps);
            return null;
        });
    }

    private static List<String> usual(String fresh, List<String> roles) {
        List<String> steps = new ArrayList<>();
        steps.add("revoke all on database " + Jdbc.quoted(fresh) + " from public");
        roles.forEach(
                role -> steps.add("grant connect on database " + Jdbc.quoted(fresh) + " to " + Jdbc.quoted(role)));
        return steps;
    }
}
