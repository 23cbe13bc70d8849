package org.kennwilliamson.roster.backup.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** No connection of a backup or a restore waits without end. */
class PostgresConnectionsTest {

    @Test
    void aServerThatTakesConnectionsAndNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            DatabaseUrl url = url("postgresql://nobody@127.0.0.1:" + silent.getLocalPort() + "/nothing");
            Instant begin = Instant.now();

            assertThatThrownBy(() -> PostgresConnections.open(url))
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.DATABASE));

            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(60));
        }
    }

    @Test
    void aStatementThatTakesLongerThanItMayIsEnded() throws SQLException, BackupException {
        DatabaseUrl url = url(TestDatabase.fresh().backupUrl());
        try (Connection connection = PostgresConnections.open(url, Duration.ofMillis(500))) {
            assertThatThrownBy(() -> Jdbc.text(connection, "select pg_sleep(60)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
        try (Connection connection = PostgresConnections.open(url)) {
            assertThat(Jdbc.text(connection, "show statement_timeout")).isEqualTo("10min");
            assertThat(Jdbc.text(connection, "show lock_timeout")).isEqualTo("1min");
        }
    }

    private static DatabaseUrl url(String text) {
        return DatabaseUrl.parse("DATABASE_URL", text);
    }
}
