package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedServerTest {
    private static final Path INIT_SCRIPTS = Path.of("init-scripts");
    private static final String DATABASE = "kennwilliamson";

    @TempDir
    Path folder;

    private EmbeddedServer server;

    @BeforeEach
    void start() {
        server = started();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void dataAndPasswordsSurviveAStopAndAStart() throws SQLException {
        execute("roster_owner", "create table kept (id int)");
        server.close();
        server = started();
        assertThat(query("roster_owner", "select count(*) from kept")).isEqualTo("0");
    }

    @Test
    void aSecondStartJoinsTheRunningServerAndLeavesItRunning() throws SQLException {
        try (EmbeddedServer second = started()) {
            assertThat(second.pid()).isEqualTo(server.pid());
            assertThat(second.port()).isEqualTo(server.port());
        }
        assertThat(query("roster_service", "select 1")).isEqualTo("1");
    }

    @Test
    void aKilledServerComesBackOnTheSamePort() throws SQLException {
        int port = server.port();
        long pid = server.pid();
        execute("roster_owner", "create table kept (id int)");

        server.kill();
        assertThatThrownBy(() -> query("roster_service", "select 1")).isInstanceOf(SQLException.class);

        server.restart();
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.pid()).isNotEqualTo(pid);
        assertThat(query("roster_owner", "select count(*) from kept")).isEqualTo("0");
    }

    @Test
    void closingStopsTheServer() {
        server.close();
        assertThatThrownBy(() -> query("roster_service", "select 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void aWrongPasswordIsRefused() {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), DATABASE);
        assertThatThrownBy(() -> DriverManager.getConnection(url, "roster_service", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void thePasswordsAreForTheirOwnerAlone() throws IOException {
        Path passwords = folder.resolve("server").resolve("passwords");
        assertThat(Files.getPosixFilePermissions(passwords)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private EmbeddedServer started() {
        return EmbeddedServer.start(folder.resolve("server"), INIT_SCRIPTS, Map.of("fsync", "off"));
    }

    private void execute(String role, String sql) throws SQLException {
        try (Connection connection = server.connect(role, DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String role, String sql) throws SQLException {
        try (Connection connection = server.connect(role, DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
