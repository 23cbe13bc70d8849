package org.kennwilliamson.roster.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged program as its operator meets it: how it starts, refuses to start, and stops. */
@Tag("program")
class ServeIT {

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void withoutADatabaseItEndsAtOnceWithOneLine() {
        try (RosterProcess roster = RosterProcess.start(Map.of())) {
            assertThat(roster.ended(1)).startsWith("DATABASE_URL is not set").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "missing.crt, missing.key, missing.crt doesn't exist",
        "pom.xml,     pom.xml,     BEGIN",
    })
    void aCertificateOrKeyThatCantBeUsedEndsTheStartWithOneLine(String certificate, String key, String why) {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("QUARKUS_HTTP_SSL_CERTIFICATE_FILES", certificate);
        variables.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", key);

        try (RosterProcess roster = RosterProcess.start(variables)) {
            assertThat(roster.exitCode()).isEqualTo(1);
            assertThat(roster.said().lines().filter(line -> line.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("Roster can't start: ", why, "docs/transport.md");
            assertThat(roster.said()).doesNotContain("\tat ", "Caused by");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_URL, postgresql://roster:se%zzcret@localhost/kw",
        "DATABASE_URL, mysql://roster:secret@localhost/kw",
        "DATABASE_URL, postgresql://roster:secret@localhost:70000/kw",
        "DATABASE_URL, postgresql://roster:secret@localhost/kw?sslmode=perhaps",
        "DATABASE_URL, postgresql://roster:sec#ret@localhost/kw",
        "DATABASE_URL, postgresql://roster:secret@%2Fvar%2Frun%2Fpostgresql:5432/kw",
        "DATABASE_URL, 'postgresql://roster:secret@one,two/kw?target_session_attrs=standby'",
        "MIGRATION_DATABASE_URL, postgresql://roster:secret@localhost",
        "DB_MAX_CONNECTIONS, 3",
        "DB_MIN_CONNECTIONS, none",
        "DB_ACQUIRE_TIMEOUT, 0",
        "PORT, 65536",
        "LIVENESS_GRACE, a while",
        "LOG_FORMAT, xml",
        "AUTH_SIGNING_KEY, target/missing.pem",
        "AUTH_SIGNING_KEY, pom.xml",
        "AUTH_PUBLISHED_KEYS, pom.xml",
        "AUTH_ISSUER, a roster",
        "AUTH_ACCESS_TTL, 15",
        "AUTH_REFRESH_TTL, a month",
        "AUTH_REFRESH_TTL, 1m",
        "AUTH_LOCKOUT, maybe",
        "MP_JWT_VERIFY_ISSUER, roster",
        "BACKUP_SCHEDULE, nightly",
        "BACKUP_RETENTION_DAYS, 0",
        "BACKUP_DATABASE_URL, mysql://roster:secret@localhost/kw",
        "TRUSTED_PROXIES, proxy.example.org",
        "TRUSTED_PROXIES, 10.0.0.0/33",
        "ADMIN_EMAIL, secret@example.org",
        "ADMIN_PASSWORD, a-long-secret",
    })
    void aMistakeInAVariableEndsTheStartWithOneLineThatNamesItAndShowsNoPassword(String variable, String value) {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put(variable, value);

        try (RosterProcess roster = RosterProcess.start(variables)) {
            assertThat(roster.ended(1))
                    .startsWith(variable + " ")
                    .hasLineCount(1)
                    .doesNotContain("cret");
        }
    }

    @Test
    void aWrongPasswordEndsTheStartAndIsNotShown() {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("DATABASE_URL", database.serviceUrl().replaceFirst(":[^:@]*@", ":not-the-password@"));

        try (RosterProcess roster = RosterProcess.start(variables)) {
            assertThat(roster.exitCode()).isEqualTo(1);
            assertThat(roster.said())
                    .contains("The database refuses Roster: FATAL: password authentication failed")
                    .doesNotContain("not-the-password");
        }
    }

    /** Nothing but somebody who mends it helps. */
    @Test
    void whatTheServerWillNeverAllowEndsTheStartToo() throws SQLException {
        endsWith(database.serviceUrl().replaceFirst("/test_\\w+$", "/nowhere"), "database \"nowhere\" does not exist");
        endsWith(database.serviceUrl() + "?sslmode=require", "The server does not support SSL");
        try (Connection superuser = database.connectAs("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("revoke connect on database " + database.name() + " from roster_service");
        }
        endsWith(database.serviceUrl(), "permission denied for database");
    }

    private void endsWith(String url, String reason) {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("DATABASE_URL", url);
        try (RosterProcess roster = RosterProcess.start(variables)) {
            assertThat(roster.exitCode()).isEqualTo(1);
            assertThat(roster.said()).contains("The database refuses Roster: ").contains(reason);
        }
    }

    @Test
    void sigtermLetsRequestsInFlightFinishAndEndsWithZero() throws SQLException {
        try (RosterProcess roster = RosterProcess.start(database.environment()).ready();
                Connection owner = database.connectAs("roster_owner");
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("lock table users");
            CompletableFuture<Integer> inFlight = roster.statusOf("/v1/users?limit=1");
            awaitSomebodyWaitingForALock();

            roster.terminate();
            Ready.until("readiness is DOWN", () -> roster.probe("/q/health/ready") != 200);
            owner.rollback();

            assertThat(inFlight.join()).isEqualTo(200);
            assertThat(roster.exitCode()).isZero();
        }
    }

    @Test
    void twoThatBootAtOnceAgainstAnEmptyDatabaseBothComeUpWithOneSchema() {
        List<RosterProcess> both = IntStream.range(0, 2)
                .mapToObj(i -> RosterProcess.start(database.environment()))
                .toList();
        try {
            both.forEach(RosterProcess::ready);

            assertThat(both)
                    .allSatisfy(roster -> assertThat(roster.status("/v1/users")).isEqualTo(200));
            assertThat(database.number("select count(*) - count(distinct version) from flyway_schema_history"))
                    .as("migrations that were applied twice")
                    .isZero();
            assertThat(database.number("select count(*) from roles")).isEqualTo(2);
        } finally {
            both.forEach(RosterProcess::close);
        }
    }

    @Test
    void afterTheBootTheOwnerHoldsNoConnectionAndTheServiceAtMostItsShare() {
        Map<String, String> variables = new HashMap<>(database.environment());
        variables.put("DB_MAX_CONNECTIONS", "5");

        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            assertThat(connectionsOf("roster_owner")).isZero();
            assertThat(connectionsOf("roster_service"))
                    .as("two that pipeline, and the monitor's")
                    .isEqualTo(3);

            CompletableFuture.allOf(IntStream.range(0, 200)
                            .mapToObj(i -> roster.statusOf(i % 2 == 0 ? "/v1/users" : "/v1/users?q=a"))
                            .toArray(CompletableFuture[]::new))
                    .join();

            assertThat(connectionsOf("roster_service")).isBetween(4L, 5L);
        }
    }

    private long connectionsOf(String role) {
        return database.number("select count(*) from pg_stat_activity where datname = '%s' and usename = '%s'"
                .formatted(database.name(), role));
    }

    private void awaitSomebodyWaitingForALock() {
        String waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = '%s'"
                .formatted(database.name());
        Ready.until("a request waits for the lock", () -> database.number(waiting) > 0);
    }
}
