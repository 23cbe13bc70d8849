package org.kennwilliamson.roster.platform.database.monitor;

import java.util.Optional;

import io.vertx.sqlclient.Row;

import org.kennwilliamson.roster.platform.database.Sql;
import org.kennwilliamson.roster.platform.database.monitor.DatabaseStatus.Server;
import org.kennwilliamson.roster.platform.database.monitor.DatabaseStatus.UserCount;

/** What the monitor asks. */
public final class MonitorSql {

    /** Reads no table, so that no lock keeps it waiting; not prepared, so that no pooler mistakes it. */
    public static final Sql PING = new Sql("monitor.ping", """
            select now() as time, current_setting('server_version') as version, pg_backend_pid() as backend,
                pg_postmaster_start_time() as up_since,
                pg_is_in_recovery() as standby, current_setting('transaction_read_only')::boolean as read_only,
                exists (select from pg_listening_channels() as channel where channel = '%s') as listening
            """.formatted(NotificationListener.CHANNEL));

    /** Exact while that is cheap, the planner's estimate beyond; at least what was seen, where it never was analysed. */
    public static final Sql COUNT = new Sql("monitor.count", """
            with first_users as (
                select count(*) as seen from (select from users limit 10001) as few
            )
            select case
                    when seen <= 10000 then seen
                    else greatest(seen, (select reltuples::bigint from pg_class where oid = 'users'::regclass))
                end as users,
                seen <= 10000 as exact
            from first_users
            """);

    public static final Sql SCHEMA_VERSION = new Sql("monitor.schema-version", """
            select version as schema_version from flyway_schema_history
            where success and version is not null
            order by installed_rank desc limit 1
            """);

    /** In front of what reads tables, in one transaction with it: a lock that somebody holds says nothing of the server. */
    public static final String AT_ONCE = "set local lock_timeout = '100ms'; set local statement_timeout = '500ms'; ";

    private static final String STANDBY = "a standby: it takes no writes";
    private static final String READ_ONLY = "read-only, since default_transaction_read_only is on: it takes no writes";

    private MonitorSql() {}

    /** Why a server that answers takes no writes; empty if it takes them. */
    public static Optional<String> refusal(Row row) {
        if (row.getBoolean("standby")) {
            return Optional.of(STANDBY);
        }
        return row.getBoolean("read_only") ? Optional.of(READ_ONLY) : Optional.empty();
    }

    static Server server(Row row) {
        return new Server(row.getOffsetDateTime("time"), row.getString("version"), row.getOffsetDateTime("up_since"));
    }

    public static UserCount users(Row row) {
        return new UserCount(row.getLong("users"), row.getBoolean("exact"));
    }
}
