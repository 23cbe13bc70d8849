package org.kennwilliamson.roster.backup.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** Which extensions a server has. */
public final class AvailableExtensions {

    private AvailableExtensions() {}

    /** Which of these the user may not create in the database, or the server doesn't have. */
    public static List<String> outOfReach(DatabaseUrl url, Collection<String> wanted) throws BackupException {
        try (Connection connection = PostgresConnections.open(url);
                PreparedStatement statement = connection.prepareStatement("""
                        select wanted.name from unnest(?) as wanted (name) join pg_roles u on u.rolname = current_user
                        where not exists (
                            select from pg_available_extension_versions v
                            where v.name = wanted.name and (v.trusted or not v.superuser or u.rolsuper)
                        )
                            -- It lives in one database of a server. Only a superuser may ask which.
                            or wanted.name = 'pg_cron' and case when u.rolsuper
                                then current_setting('cron.database_name', true) is distinct from current_database() end
                        """)) {
            Array names = connection.createArrayOf("text", wanted.toArray());
            statement.setArray(1, names);
            try (ResultSet rows = statement.executeQuery()) {
                return names(rows);
            }
        } catch (SQLException e) {
            throw PostgresConnections.failed(e);
        }
    }

    private static List<String> names(ResultSet rows) throws SQLException {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
            names.add(rows.getString(1));
        }
        return names;
    }
}
