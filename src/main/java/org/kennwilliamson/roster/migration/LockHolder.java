package org.kennwilliamson.roster.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.quarkus.logging.Log;

/** Who has the lock that one who migrates holds. */
final class LockHolder {

    /** That of Flyway's PostgreSQLAdvisoryLockTemplate. */
    static final String LOCK = Long.toString(77431708279161L + "\"public\".\"flyway_schema_history\"".hashCode());

    private static final String HOLDER = """
            select concat_ws(', ', 'process ' || a.pid || ' of ' || a.usename, nullif(a.application_name, ''),
                a.client_addr::text, a.state || ' for ' || date_trunc('second', now() - a.state_change)) as who, a.pid
            from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                and l.database = (select oid from pg_database where datname = current_database())
                and (l.classid::bigint << 32 | l.objid::bigint) = %s""";

    private LockHolder() {}

    /** As {@link #tell(Statement, String)} of Flyway's lock, over a connection for this once. */
    static void tell(MigrationSettings settings) {
        try (Connection owner = settings.connect();
                Statement statement = owner.createStatement()) {
            tell(statement, LOCK);
        } catch (SQLException e) {
            Log.debug("It can't be found out who migrates", e);
        }
    }

    /**
     * Logs who it is, if anybody is, and what to do if that one doesn't migrate at all.
     *
     * @param lock the advisory lock's number, as SQL
     */
    static void tell(Statement statement, String lock) throws SQLException {
        try (ResultSet row = statement.executeQuery(HOLDER.formatted(lock))) {
            if (row.next()) {
                Log.warnf(
                        "Waiting for the end of a migration of somebody else's, or of the backup before it: %s holds the "
                                + "lock. If that is neither (a pooler keeps such a lock): select pg_terminate_backend(%d)",
                        row.getString("who"), row.getInt("pid"));
            }
        }
    }
}
