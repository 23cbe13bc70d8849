package org.kennwilliamson.roster.platform.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.RawHttp;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Stored;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that are no proper HTTP, or never come to an end, or are of an HTTP of long ago. */
@QuarkusTest
class ServerConnectionsTest extends ApiTest {

    private static final Duration SOME_SECONDS = Duration.ofSeconds(15);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /%zz HTTP/1.1^Host: a                        | 400 | request-refused",
                "GET /v1/users/%zz HTTP/1.1^Host: a               | 400 | request-refused",
                "GET /q/swagger-ui/%zz HTTP/1.1^Host: a           | 400 | request-refused",
                "GET /v1/{} HTTP/1.1^Host: a                      | 400 | request-refused",
                "GET /v1/nothing?q=50% HTTP/1.1^Host: a           | 400 | invalid-request",
                "GET /%zz?q=1 HTTP/1.1^Host: a                    | 400 | request-refused",
                "nonsense                                         | 400 | request-refused",
                "GET /v1/users HTTP/1.1                           | 400 | request-refused",
                "GET /v1/users HTTP/1.1^Host: a^Host: b           | 400 | request-refused",
                "GET /v1/users HTTP/1.1^Host: a^Not a name: b     | 400 | request-refused",
                "POST /v1/users HTTP/1.1^Host: a^Content-Length: x | 400 | request-refused",
                "GET /5000 HTTP/1.1^Host: a                       | 414 | uri-too-long",
                "GET /v1/users HTTP/1.1^Host: a^X: 30000          | 431 | headers-too-large",
                "GET /v1/users HTTP/1.0                           | 401 | unauthenticated",
                "GET /v1/nothing HTTP/1.0                         | 404 | not-found",
                "GET /v1/users HTTP/1.0^Host: a b                 | 400 | request-refused",
            })
    void whateverIsWrongIsAProblemDocument(String head, int status, String type) {
        RawHttp answer = RawHttp.send(head.strip()
                        .replace("5000", "x".repeat(5_000))
                        .replace("30000", "x".repeat(30_000))
                        .replace("^", "\r\n")
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .contains("\"type\":\"urn:roster:problem:" + type + "\"")
                .contains("\"status\":" + status)
                .doesNotContain("/bad-request");
        // What couldn't be read isn't told.
        boolean hasPath = !type.equals("uri-too-long") && head.contains(" HTTP/");
        assertThat(answer.body().contains("\"instance\":\"/")).isEqualTo(hasPath);
        assertThat(answer.head())
                .containsIgnoringCase("\r\nContent-Type: application/problem+json")
                .containsIgnoringCase("\r\nX-Request-Id: ")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff");
    }

    /** Load balancers ask like that whether anybody is there. */
    @Test
    void http10NeedsNoHost() {
        RawHttp first = RawHttp.send(
                "GET /v1/roles?limit=1 HTTP/1.0\r\nAuthorization: Bearer %s\r\n\r\n".formatted(Token.admin()));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.head()).containsIgnoringCase("\r\nLink: </v1/roles?limit=1&after=");
    }

    /** Each needs some seconds, so they go on side by side. */
    @Test
    void whatNeverEndsIsCutOffAfterSomeSecondsAndWhatRestsIsNot() throws InterruptedException, ExecutionException {
        List<Callable<Void>> all = List.of(
                () -> headersThatNeverEndAreCutOff(""),
                () -> headersThatNeverEndAreCutOff("GET /v1/users HTTP/1.1\r\nHost: a\r\n"),
                () -> headersThatNeverEndAreCutOff("GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\n\r\nGET /"),
                () -> headersThatNeverEndAreCutOff(
                        "GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n"),
                this::thoseThatBeginWhileARequestIsAnsweredAreCutOffToo,
                this::headersThatComeByteByByteAreCutOffToo,
                this::aConnectionThatRestsBetweenTwoRequestsStaysOpen);
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private Void headersThatNeverEndAreCutOff(String begun) throws IOException {
        Instant start = Instant.now();

        try (Socket socket = connect()) {
            send(socket, begun);
            socket.getInputStream().readAllBytes();
        }

        assertThat(Duration.between(start, Instant.now())).isLessThan(SOME_SECONDS);
        return null;
    }

    private Void thoseThatBeginWhileARequestIsAnsweredAreCutOffToo() throws IOException {
        String id = Api.aUser().path("id");
        String name = "{\"displayName\":\"Ada\"}";
        Instant start = Instant.now();

        try (Socket socket = connect()) {
            Stored.withLockedUser(id, () -> {
                sendQuietly(
                        socket,
                        "PATCH /v1/users/" + id + " HTTP/1.1\r\nHost: a\r\nIf-Match: *\r\nAuthorization: Bearer "
                                + Token.admin() + "\r\nContent-Type: application/merge-patch+json\r\nContent-Length: "
                                + name.length() + "\r\n\r\n" + name);
                Ready.until("it waits for the lock", () -> Stored.waitingForLocks() >= 1);
                sendQuietly(socket, "GET /");
                return null;
            });
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }

        assertThat(Duration.between(start, Instant.now())).isLessThan(SOME_SECONDS);
        return null;
    }

    /** Each of them would start a time limit for silence anew. */
    private Void headersThatComeByteByByteAreCutOffToo() throws IOException {
        Instant start = Instant.now();

        try (Socket socket = connect()) {
            send(socket, "GET /v1/users HTTP/1.1\r\nX: ");
            socket.setSoTimeout(500);
            assertThat(isCutOff(socket)).isTrue();
        }

        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(5), SOME_SECONDS);
        return null;
    }

    private Void aConnectionThatRestsBetweenTwoRequestsStaysOpen() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /.well-known/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n");
            socket.setSoTimeout((int) SOME_SECONDS.toMillis());
            assertThat(readUntilSilence(socket)).as("closed").isFalse();

            send(socket, "GET /v1/users HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 401");
        }
        return null;
    }

    private static void sendQuietly(Socket socket, String text) {
        try {
            send(socket, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCutOff(Socket socket) {
        Instant end = Instant.now().plus(SOME_SECONDS);
        while (Instant.now().isBefore(end)) {
            try {
                send(socket, "x");
                if (readUntilSilence(socket)) {
                    return true;
                }
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    /** Whether the other side has closed; it hasn't if it says nothing for as long as the socket waits. */
    private static boolean readUntilSilence(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout(2 * (int) SOME_SECONDS.toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
