package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.kennwilliamson.roster.backup.archive.Requirements.SuperuserObject;

/** What is in a database that only a superuser can create, or even read. What needs it, an {@link ArchiveToc} knows. */
final class SuperuserObjects {

    /** What an extension has made comes with it, and what initdb has made is everywhere. */
    private static final String RESERVED = """
            with reserved (catalog, object) as (
                select 'pg_event_trigger'::regclass, oid from pg_event_trigger
                union all select 'pg_publication'::regclass, oid from pg_publication where puballtables
                union all select 'pg_publication_namespace'::regclass, oid from pg_publication_namespace
                union all select 'pg_foreign_data_wrapper'::regclass, oid from pg_foreign_data_wrapper
                union all select 'pg_foreign_server'::regclass, oid from pg_foreign_server
                union all select 'pg_language'::regclass, oid from pg_language
                union all select 'pg_am'::regclass, oid from pg_am
                union all select 'pg_opfamily'::regclass, oid from pg_opfamily
                union all select 'pg_opclass'::regclass, oid from pg_opclass
                union all select 'pg_ts_parser'::regclass, oid from pg_ts_parser
                union all select 'pg_ts_template'::regclass, oid from pg_ts_template
                union all select 'pg_transform'::regclass, oid from pg_transform
                union all
                select 'pg_type'::regclass, t.oid from pg_type t
                where t.typtype = 'b' and not exists (select from pg_type element where element.typarray = t.oid)
                union all
                select 'pg_cast'::regclass, c.oid from pg_cast c
                where c.castmethod = 'b' or not exists (select from pg_type t
                    where t.oid in (c.castsource, c.casttarget) and t.oid >= 16384
                        and not exists (select from pg_depend d
                            where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e'))
                union all
                select 'pg_proc'::regclass, p.oid
                from pg_proc p join pg_language l on l.oid = p.prolang left join pg_aggregate a on a.aggfnoid = p.oid
                where p.prokind <> 'a' and not l.lanpltrusted
                    or 'internal'::regtype in (a.aggtranstype, a.aggmtranstype)
                    or p.proleakproof or p.prosupport <> 0
                    or exists (select from unnest(p.proconfig) as c
                            join pg_settings s on lower(s.name) = lower(split_part(c, '=', 1))
                        where s.context in ('superuser', 'superuser-backend') and not has_parameter_privilege(s.name, 'set'))
                union all
                select 'pg_extension'::regclass, e.oid from pg_extension e
                where not exists (select from pg_available_extension_versions v
                    where v.name = e.extname and (v.trusted or not v.superuser))
            )
            select r.catalog::oid || ' ' || r.object, coalesce(
                -- What is looked for by its name isn't in the server's language.
                (select 'extension ' || e.extname from pg_extension e
                    where e.oid = r.object and r.catalog = 'pg_extension'::regclass),
                pg_describe_object(r.catalog, r.object, 0))
            from reserved r
            where r.object >= 16384 and not exists (select from pg_depend d
                where d.classid = r.catalog and d.objid = r.object and d.deptype = 'e')
            order by r.catalog::text, 2
            """;

    /** pg_dump exits with 0 all the same. */
    static final String NOT_DUMPED = """
            select 'subscription ' || s.subname
            from pg_subscription s join pg_database d on d.oid = s.subdbid and d.datname = current_database()
            where not (select rolsuper from pg_roles where rolname = current_user)
            union all
            select format('options of the user mapping of %s for server %s', m.usename, m.srvname)
            from pg_user_mappings m
            where m.umoptions is null and not (select rolsuper from pg_roles where rolname = current_user)
            order by 1
            """;

    private SuperuserObjects() {}

    static List<SuperuserObject> of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RESERVED)) {
            List<SuperuserObject> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new SuperuserObject(rows.getString(1), rows.getString(2)));
            }
            return List.copyOf(found);
        }
    }
}
