package org.kennwilliamson.roster.migration;

import java.sql.SQLException;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

import org.kennwilliamson.roster.database.OneLine;

/** What went wrong with a migration, in one line that names the file, the line and the statement. */
final class MigrationFailure {

    private static final int LONGEST_STATEMENT = 200;

    private MigrationFailure() {}

    static String line(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywaySqlScriptException script) {
                return inScript(script);
            }
        }
        return "The schema can't be migrated: " + OneLine.of(failure);
    }

    /** As {@link #line}, of a script that Flyway doesn't run. */
    static String line(String file, SQLException failure) {
        return file + " failed, and nothing was changed: " + said(failure);
    }

    private static String inScript(FlywaySqlScriptException failure) {
        String statement = OneLine.of(failure.getStatement().replaceAll("(?m)^\\s*--.*$", ""));
        return failure.getResource().getFilename() + ", line " + failure.getLineNumber()
                + ", failed, and the schema is as it was: "
                + said(failure) + " In: "
                + (statement.length() > LONGEST_STATEMENT
                        ? statement.substring(0, LONGEST_STATEMENT) + "…"
                        : statement);
    }

    private static String said(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String hint = "55P03".equals(sql.getSQLState())
                        ? ": somebody held a lock for longer than MIGRATION_LOCK_TIMEOUT"
                        : "";
                return OneLine.of(sql) + hint + ".";
            }
        }
        return OneLine.of(failure);
    }
}
