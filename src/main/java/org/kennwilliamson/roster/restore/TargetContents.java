package org.kennwilliamson.roster.restore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.postgres.DatabaseServer;
import org.kennwilliamson.roster.backup.postgres.Jdbc;

/** What was in an empty database before it was restored into (an extension, perhaps), so that the rest can be removed. */
final class TargetContents {

    /** How each object would be dropped. Event triggers first: they may watch over the others. */
    private static final String DROPS = """
            with own (place, catalog, object) as (
                select 1, 'pg_event_trigger'::regclass, oid from pg_event_trigger
                union all select 2, 'pg_publication'::regclass, oid from pg_publication
                union all select 2, 'pg_foreign_server'::regclass, oid from pg_foreign_server
                union all select 2, 'pg_extension'::regclass, oid from pg_extension
                union all select 2, 'pg_class'::regclass, oid from pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
                union all select 3, 'pg_foreign_data_wrapper'::regclass, oid from pg_foreign_data_wrapper
                union all select 3, 'pg_cast'::regclass, oid from pg_cast
                union all select 3, 'pg_operator'::regclass, oid from pg_operator
                union all select 3, 'pg_opfamily'::regclass, oid from pg_opfamily
                union all select 3, 'pg_am'::regclass, oid from pg_am
                union all select 3, 'pg_language'::regclass, oid from pg_language
                union all select 3, 'pg_conversion'::regclass, oid from pg_conversion
                union all select 3, 'pg_collation'::regclass, oid from pg_collation
                union all select 3, 'pg_ts_config'::regclass, oid from pg_ts_config
                union all select 3, 'pg_ts_dict'::regclass, oid from pg_ts_dict
                union all select 3, 'pg_ts_parser'::regclass, oid from pg_ts_parser
                union all select 3, 'pg_ts_template'::regclass, oid from pg_ts_template
                union all select 3, 'pg_proc'::regclass, oid from pg_proc
                union all
                select 3, 'pg_type'::regclass, t.oid from pg_type t left join pg_class c on c.oid = t.typrelid
                where (t.typtype in ('b', 'd', 'e', 'r') or c.relkind = 'c')
                    and not exists (select from pg_type element where element.typarray = t.oid)
                union all select 4, 'pg_namespace'::regclass, oid from pg_namespace where nspname !~ '^pg_'
            )
            select format('drop %s if exists %s cascade', replace(named.type, '-', ' '), named.identity)
            from own cross join pg_identify_object(own.catalog, own.object, 0) as named
            where own.object >= 16384 and not exists (select from pg_depend d
                where d.classid = own.catalog and d.objid = own.object
                    and (d.deptype = 'e' or d.deptype = 'i' and d.refobjid <> own.object))
            union all
            select format('select lo_unlink(%s)', oid) from pg_largeobject_metadata
            """;

    private final DatabaseServer server;
    private final String name;
    private final Set<String> before;

    private TargetContents(DatabaseServer server, String name, Set<String> before) {
        this.server = server;
        this.name = name;
        this.before = before;
    }

    static TargetContents of(DatabaseServer server, String name) throws BackupException {
        return new TargetContents(server, name, new HashSet<>(drops(server, name)));
    }

    /** Drops what has come since. Returns whether there was anything. */
    boolean removeAdded() throws BackupException {
        List<String> added = new ArrayList<>(drops(server, name));
        added.removeAll(before);
        server.within(name, "What was restored into " + name + " can't be dropped", connection -> {
            Jdbc.run(connection, added);
            return null;
        });
        return !added.isEmpty();
    }

    private static List<String> drops(DatabaseServer server, String name) throws BackupException {
        return server.within(
                name, "The contents of " + name + " can't be listed", connection -> Jdbc.texts(connection, DROPS));
    }
}
