package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** More than the service can do, and clients that keep it waiting: the limits of docs/transport.md, with small numbers. */
@Tag("program")
class OverloadIT {

    private static final int CONNECTIONS = 20;

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndTheRestGoesOn() throws SQLException {
        variables.put("HTTP_MAX_REQUESTS", "3");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            roster.as(Token.admin()).get("/v1/users?limit=1").then().statusCode(200);
            List<CompletableFuture<Integer>> waiting;
            try (Connection owner = database.connectAs("roster_owner");
                    Statement statement = owner.createStatement()) {
                owner.setAutoCommit(false);
                statement.execute("lock table users in access exclusive mode");
                waiting = Stream.generate(() -> roster.statusOf("/v1/users?limit=1"))
                        .limit(3)
                        .toList();
                Ready.until("one more is refused", () -> roster.status("/.well-known/jwks.json") == 503);

                Response refused = roster.as(Token.admin()).get("/v1/roles");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isEqualTo("1");
                assertThat(refused.<String>path("type")).isEqualTo("urn:roster:problem:too-busy");
                assertThat(refused.header("Connection"))
                        .as("asking again needs no other")
                        .isNull();
                assertThat(roster.probe("/q/health/ready")).isEqualTo(200);
                assertThat(roster.probe("/q/health/live")).isEqualTo(200);
            }

            // A read that waits for a lock is given up after some seconds, which a slow machine may have needed.
            assertThat(waiting).extracting(CompletableFuture::join).isSubsetOf(200, 503);
            Ready.until("there is room again", () -> roster.status("/v1/roles") == 200);
        }
    }

    /** Else each of them would take a place for ever. */
    @Test
    void whatIsRefusedBeforeItIsAnsweredTakesNoPlace() throws IOException {
        variables.put("HTTP_MAX_REQUESTS", "1");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            for (String request : List.of(
                    "/v1/users HTTP/1.1", "/v1/users/%zz HTTP/1.1\r\nHost: a", "/v1/users?q=50% HTTP/1.1\r\nHost: a")) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), roster.port())) {
                    socket.getOutputStream()
                            .write(("GET " + request + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                            .startsWith("HTTP/1.1 400");
                }
            }

            Ready.until("there is room", () -> roster.status("/.well-known/jwks.json") == 200);
        }
    }

    @Test
    void idleConnectionsAreClosedAndTooManyAreNotTaken() throws IOException {
        variables.put("HTTP_MAX_CONNECTIONS", Integer.toString(CONNECTIONS));
        variables.put("HTTP_IDLE_TIMEOUT", "15s");
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                idle.add(connected(roster.port()));
            }
            assertThat(isAnswered(roster.port())).as("one more gets an answer").isFalse();
            assertThat(roster.probe("/q/health/ready")).isEqualTo(200);

            for (Socket socket : idle) {
                assertThat(ended(socket)).as("who sends nothing is cut off").isTrue();
                socket.close();
            }
            Ready.until("others get in again", () -> roster.status("/.well-known/jwks.json") == 200);
        }
    }

    /** After a first request, so that it isn't the limit of headers that closes it. */
    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write("GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private static boolean isAnswered(int port) {
        try (Socket socket = connected(port)) {
            return socket.isConnected();
        } catch (IOException | AssertionError e) {
            return false;
        }
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length >= 0;
        } catch (IOException e) {
            // A connection that is reset has ended, too; one on which nothing comes has not.
            return !(e instanceof java.net.SocketTimeoutException);
        }
    }
}
