package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;

/** A request that begins while its token is good, and whose body comes when it isn't any more, changes nothing. */
@QuarkusTest
class LateBodyTest extends ApiTest {

    @Test
    void anAdministratorWhoIsSignedOutMeanwhileMakesNobody() throws IOException {
        JsonPath session = Person.with("admin").signIn().jsonPath();
        String token = session.get("accessToken");
        String email = Api.freshEmail();
        String body = "{\"email\": \"" + email + "\", \"roles\": [\"admin\"]}";

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            send(
                    socket,
                    "POST /v1/users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + token + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n"
                            + body.charAt(0));
            Api.delete("/v1/sessions/{id}", null, session.<String>get("sessionId"))
                    .then()
                    .statusCode(204);
            Ready.until(
                    "the token is refused", () -> Api.as(token).get("/v1/me").statusCode() == 401);
            send(socket, body.substring(1));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401 ");
        }
        assertThat(Stored.column("select id from users where email = ?", email)).isEmpty();
    }

    @Test
    void whoMakesAChangeWhileNobodyListensIsNotSignedOut() throws IOException {
        String token = Person.with("admin").signIn().path("accessToken");
        String email = Api.freshEmail();
        String body = "{\"email\": \"" + email + "\"}";
        Ready.until("Roster listens", () -> !listener().isEmpty());
        String before = listener();
        String beginning = Stored.column("select clock_timestamp()").get(0);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            send(
                    socket,
                    "POST /v1/users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + token + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n"
                            + body.charAt(0));
            Ready.until("its token is checked", () -> tokenWasCheckedSince(beginning));
            Stored.column("select pg_terminate_backend(pid)::text from pg_stat_activity where pid::text = ?", before);
            Ready.until(
                    "another listens",
                    () -> !listener().isEmpty() && !listener().equals(before));
            send(socket, body.substring(1));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After", "database-unavailable", "Nothing was changed");
        }
        assertThat(Stored.column("select id from users where email = ?", email)).isEmpty();
        Api.as(token).get("/v1/me").then().statusCode(200);
    }

    /** The process that Roster's listening connection leads to; empty while there is none. */
    private static String listener() {
        return String.join("", Stored.column("""
                select pid from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid() and query like '%pg_listening_channels%'"""));
    }

    private static boolean tokenWasCheckedSince(String time) {
        String checks = """
                select pid from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                    and query like '%s.user_id::text = $2%' and query_start > ?::timestamptz""";
        return !Stored.column(checks, time).isEmpty();
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
