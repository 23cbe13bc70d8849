package org.kennwilliamson.roster.migration;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

import org.kennwilliamson.roster.platform.text.OneLine;

/** Why a migration failed, in one line that names the file, the line and the statement, and what is left of it. */
public final class MigrationErrors {

    private static final int LONGEST_STATEMENT = 200;
    private static final String LOCKED = "55P03";
    private static final String CANCELED = "57014";
    private static final String FORBIDDEN = "42501";
    private static final String MEND = "remove what it left (roster doctor names an invalid index), and then its mark: "
            + "delete from flyway_schema_history where not success";

    /** What Flyway refuses; it would name commands that Roster doesn't have. */
    private static final Map<Pattern, String> REFUSALS = refusals();

    private MigrationErrors() {}

    public static String line(FlywayException failure) {
        Optional<FlywaySqlScriptException> script = cause(failure, FlywaySqlScriptException.class);
        if (script.isPresent()) {
            if (script.get().getResource().getFilename().isEmpty()) {
                return "The migrations' table can't be made: " + said(failure)
                        + (isForbidden(failure)
                                ? " Only the schema's owner can: MIGRATION_DATABASE_URL is to be its URL, or roster migrate run comes"
                                        + " first"
                                : "");
            }
            return inScript(script.get(), cause(failure, FlywayMigrateException.class));
        }
        return cause(failure, SQLException.class).isPresent()
                ? "The database can't be used: " + said(failure)
                : "The schema can't be migrated: " + refusal(OneLine.of(failure));
    }

    public static String line(SQLException failure) {
        return "The database can't be used: " + said(failure);
    }

    /** As {@link #line(FlywayException)}, of a script that Flyway doesn't run. */
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
                : "; it runs in no transaction, and may be partially applied: before the next start or migrate run "
                        + MEND;
    }

    private static String refusal(String text) {
        return REFUSALS.entrySet().stream()
                .map(refusal -> Map.entry(refusal.getKey().matcher(text), refusal.getValue()))
                .filter(refusal -> refusal.getKey().find())
                .findFirst()
                .map(refusal -> refusal.getValue().formatted(groups(refusal.getKey())))
                .orElse(text);
    }

    private static Object[] groups(Matcher matcher) {
        return IntStream.rangeClosed(1, matcher.groupCount())
                .mapToObj(matcher::group)
                .toArray();
    }

    private static Map<Pattern, String> refusals() {
        Map<Pattern, String> refusals = new LinkedHashMap<>();
        refusals.put(Pattern.compile("failed migration to version (\\S+)"), "%s failed partially before; " + MEND);
        refusals.put(
                Pattern.compile("hecksum mismatch for migration version (\\S+).*?Resolved locally\\s*: (-?\\d+)"),
                "%1$s was applied, but this Roster has another script of that number (roster migrate info: changed): start "
                        + "the Roster that applied it. If no more than a comment has changed: update flyway_schema_history "
                        + "set checksum = %2$s where version = '%1$s'");
        refusals.put(
                Pattern.compile("mismatch for migration version (\\S+)"),
                "%s was applied, but this Roster has another migration of that number: start the Roster that applied it");
        refusals.put(
                Pattern.compile("resolved migration not applied to database: (\\S+?)\\.(?: |$)"),
                "%1$s is older than the newest migration of this database, and was never applied: give its files a newer "
                        + "number, or take the newer ones back first (roster migrate revert)");
        refusals.put(
                Pattern.compile("applied migration not resolved locally: (\\S+?)\\.(?: |$)"),
                "%1$s was applied, and this Roster hasn't got it: start the Roster that applied it, which can also take it "
                        + "back (roster migrate revert)");
        refusals.put(
                Pattern.compile("Found non-empty schema\\(s\\) (.+?) but no schema history"),
                "There are tables in the schema %s that no Roster has made: have DATABASE_URL and MIGRATION_DATABASE_URL name "
                        + "a database of Roster's own (init-scripts/20-databases.sql)");
        return refusals;
    }

    private static String said(Throwable failure) {
        return cause(failure, SQLException.class).map(MigrationErrors::said).orElseGet(() -> OneLine.of(failure));
    }

    private static String said(SQLException failure) {
        if (failure.getCause() instanceof UnknownHostException host) {
            return "there is no host " + host.getMessage() + ".";
        }
        return OneLine.of(failure).replaceFirst("\\.$", "")
                + switch (String.valueOf(failure.getSQLState())) {
                    case LOCKED -> ": another session held a lock for longer than MIGRATION_LOCK_TIMEOUT.";
                    case CANCELED -> ": it took longer than MIGRATION_STATEMENT_TIMEOUT, or somebody ended it.";
                    default -> ".";
                };
    }

    private static boolean isForbidden(Throwable failure) {
        return cause(failure, SQLException.class).map(SQLException::getSQLState).equals(Optional.of(FORBIDDEN));
    }

    private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
