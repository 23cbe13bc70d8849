package org.kennwilliamson.roster.migration;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

import org.kennwilliamson.roster.platform.text.OneLine;

/** What went wrong with a migration, in one line that names the file, the line and the statement, and what is left of it. */
public final class MigrationErrors {

    private static final int LONGEST_STATEMENT = 200;
    private static final Pattern HALF_DONE = Pattern.compile("failed migration to version (\\S+)");
    private static final String MEND = "remove what it left (an invalid index, for instance), and then its mark: "
            + "delete from flyway_schema_history where not success";

    private MigrationErrors() {}

    public static String line(FlywayException failure) {
        Optional<FlywaySqlScriptException> script = cause(failure, FlywaySqlScriptException.class);
        if (script.isPresent()) {
            return inScript(script.get(), cause(failure, FlywayMigrateException.class));
        }
        return cause(failure, SQLException.class).isPresent()
                ? "The database can't be used: " + said(failure)
                : "The schema can't be migrated: " + refusal(OneLine.of(failure));
    }

    /** As {@link #line}, of a script that Flyway doesn't run. */
    public static String line(String file, SQLException failure) {
        return file + " failed, and nothing was changed: " + said(failure);
    }

    private static String inScript(FlywaySqlScriptException failure, Optional<FlywayMigrateException> migration) {
        String statement = OneLine.of(failure.getStatement().replaceAll("(?m)^\\s*--.*$", ""));
        return failure.getResource().getFilename() + ", line " + failure.getLineNumber() + ", failed"
                + migration
                        .map(MigrationErrors::left)
                        .orElse(
                                " after the migrations, which are applied; the next start or migrate run tries it again")
                + ": " + said(failure) + " In: "
                + (statement.length() > LONGEST_STATEMENT
                        ? statement.substring(0, LONGEST_STATEMENT) + "…"
                        : statement);
    }

    private static String left(FlywayMigrateException migration) {
        return migration.isExecutableInTransaction()
                ? ", and what it did is undone; migrations before it stay"
                : "; no transaction holds it, and it may be half done: before the next start or migrate run " + MEND;
    }

    /** Flyway names a command that Roster doesn't have. */
    private static String refusal(String text) {
        Matcher halfDone = HALF_DONE.matcher(text);
        return halfDone.find() ? halfDone.group(1) + " failed by halves before; " + MEND : text;
    }

    private static String said(Throwable failure) {
        return cause(failure, SQLException.class).map(MigrationErrors::said).orElseGet(() -> OneLine.of(failure));
    }

    private static String said(SQLException failure) {
        if (failure.getCause() instanceof UnknownHostException host) {
            return "there is no host " + host.getMessage() + ".";
        }
        return OneLine.of(failure).replaceFirst("\\.$", "")
                + ("55P03".equals(failure.getSQLState())
                        ? ": somebody held a lock for longer than MIGRATION_LOCK_TIMEOUT."
                        : ".");
    }

    private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
