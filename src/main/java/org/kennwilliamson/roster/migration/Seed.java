package org.kennwilliamson.roster.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Sample data: users with addresses that nobody has (RFC 2606), to try Roster with. */
public final class Seed {

    private static final String SCRIPT = "/db/seed/sample.sql";

    /** Users whose address may be a real one. */
    private static final String SOMEBODY_REAL = """
            select count(*) from public.users where lower(email) !~ '@example\\.(org|com|net)$'""";

    private static final String COUNT = "select count(*) from public.users";

    private final MigrationSettings settings;

    Seed(MigrationSettings settings) {
        this.settings = settings;
    }

    /** The statements; running them again changes nothing. */
    public static String script() {
        try (InputStream script = Seed.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Loads them, in one transaction.
     *
     * @param anyway whether also into a database with users who may be real
     * @return how many users were added
     */
    long load(boolean anyway) {
        try (Connection owner = settings.connect();
                Statement statement = owner.createStatement()) {
            requireSchema(statement);
            requireNobodyReal(statement, anyway);
            long before = number(statement, COUNT);
            owner.setAutoCommit(false);
            statement.execute(script());
            owner.commit();
            return number(statement, COUNT) - before;
        } catch (SQLException e) {
            throw new CommandFailure("The sample data can't be loaded: " + OneLine.of(e), e);
        }
    }

    private static void requireSchema(Statement statement) throws SQLException {
        if (number(statement, "select count(to_regclass('public.users'))") == 0) {
            throw new CommandFailure("There are no tables yet: roster migrate run creates them");
        }
    }

    private static void requireNobodyReal(Statement statement, boolean anyway) throws SQLException {
        long real = anyway ? 0 : number(statement, SOMEBODY_REAL);
        if (real > 0) {
            throw new CommandFailure("This database has " + real
                    + " users who may be real; nothing was loaded. Pass --yes to load it anyway");
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
