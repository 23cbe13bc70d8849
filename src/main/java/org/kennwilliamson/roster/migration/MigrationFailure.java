package org.kennwilliamson.roster.migration;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

import org.kennwilliamson.roster.database.OneLine;

/** What went wrong with a migration, in one line that names the file, the line and the statement, and what is left of it. */
final class MigrationFailure {

    private static final int LONGEST_STATEMENT = 200;

    private MigrationFailure() {}

    static String line(FlywayException failure) {
        Optional<FlywaySqlScriptException> script = cause(failure, FlywaySqlScriptException.class);
        if (script.isPresent()) {
            return inScript(script.get(), cause(failure, FlywayMigrateException.class));
        }
        return cause(failure, SQLException.class).isPresent()
                ? "The database can't be used: " + said(failure)
                : "The schema can't be migrated: " + OneLine.of(failure);
    }

    /** As {@link #line}, of a script that Flyway doesn't run. */
    static String line(String file, SQLException failure) {
        return file + " failed, and nothing was changed: " + said(failure);
    }

    private static String inScript(FlywaySqlScriptException failure, Optional<FlywayMigrateException> migration) {
        String statement = OneLine.of(failure.getStatement().replaceAll("(?m)^\\s*--.*$", ""));
        return failure.getResource().getFilename() + ", line " + failure.getLineNumber() + ", failed"
                + migration
                        .map(MigrationFailure::left)
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
                : ", and as no transaction can hold it, it may be half done: remove what it left, as an invalid index, "
                        + "before the next start or migrate run";
    }

    private static String said(Throwable failure) {
        return cause(failure, SQLException.class).map(MigrationFailure::said).orElseGet(() -> OneLine.of(failure));
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
