package org.kennwilliamson.roster.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.eclipse.microprofile.config.ConfigProvider;

import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/** The database of the Roster under test, seen past the API. */
public final class Stored {

    private Stored() {}

    /** The first column of every row, as text; the parameters are text, too. */
    public static List<String> column(String sql, String... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return firstColumn(statement);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** Every row that Roster can read, as a line for each table that is another one after any change. */
    public static String everything() {
        return String.join("\n", column("""
                        select relname || ' ' || md5(query_to_xml(
                            format('select t::text from %I t order by 1', relname), true, false, '')::text)
                        from pg_class
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
                            and has_table_privilege(oid, 'select')
                        order by relname"""));
    }

    /** Does something while it holds a user's row: whoever changes the user in the meantime waits until the end. */
    public static <T> T withLockedUser(String id, Supplier<T> work) {
        return during("select id from users where id::text = ? for no key update", id, work);
    }

    /** Does something before this change of a user, or whatever the parameter names, is committed. */
    public static <T> T before(String change, String parameter, Supplier<T> work) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(change)) {
            connection.setAutoCommit(false);
            statement.setString(1, parameter);
            statement.executeUpdate();
            T result = work.get();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new AssertionError(change, e);
        }
    }

    /** Does something while it holds the advisory lock of this name. */
    public static <T> T withLock(String name, Supplier<T> work) {
        return during("select pg_advisory_xact_lock(hashtext(?))", name, work);
    }

    /** How many of Roster's connections wait for a lock that another one holds. */
    public static int waitingForLocks() {
        return Integer.parseInt(column("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""").get(0));
    }

    /** Does something inside the transaction of a statement. */
    private static <T> T during(String sql, String parameter, Supplier<T> work) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            statement.setString(1, parameter);
            statement.executeQuery();
            return work.get();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> firstColumn(PreparedStatement statement) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static Connection connect() throws SQLException {
        DatabaseUrl url =
                DatabaseUrl.parse("DATABASE_URL", ConfigProvider.getConfig().getValue("DATABASE_URL", String.class));
        return DriverManager.getConnection(url.jdbcUrl(5), url.user(), url.password());
    }
}
