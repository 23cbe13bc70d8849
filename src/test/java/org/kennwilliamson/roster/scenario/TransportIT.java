package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.kennwilliamson.roster.embedded.SigningKey;
import org.kennwilliamson.roster.testing.FreePort;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** TLS and CORS as docs/transport.md has them, by the framework's own variables. */
@Tag("program")
class TransportIT {

    private static final String PASSWORD = "changeit";
    private static final String SITE = "https://www.example.org";

    private final Map<String, String> variables =
            new HashMap<>(TestDatabase.fresh().environment());

    @TempDir
    private Path folder;

    @Test
    void withACertificateItSpeaksTlsAloneAndTellsBrowsersToStayWithIt() throws Exception {
        KeyStore keys = selfSigned();
        int tlsPort = FreePort.any();
        variables.put("QUARKUS_HTTP_SSL_CERTIFICATE_FILES", certificate(keys).toString());
        variables.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", privateKey(keys).toString());
        variables.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(tlsPort));
        variables.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");

        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            HttpResponse<String> answer = get(keys, "https://127.0.0.1:" + tlsPort + "/v1/users");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(answer.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=31536000");
            assertThat(Ready.status(roster.port(), "/v1/users"))
                    .as("without TLS")
                    .isZero();
            assertThat(postWithTheHandshakesEnd(keys, tlsPort)).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void onlyTheSiteThatIsNamedMayReadAnswers() {
        variables.put("QUARKUS_HTTP_CORS_ENABLED", "true");
        variables.put("QUARKUS_HTTP_CORS_ORIGINS", SITE);
        variables.put("QUARKUS_HTTP_CORS_EXPOSED_HEADERS", "ETag,Link,Location,Retry-After");

        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            Response preflight = preflight(roster, SITE);
            assertThat(preflight.statusCode()).isEqualTo(200);
            assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(SITE);
            assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
            assertThat(preflight.header("Access-Control-Allow-Headers"))
                    .containsIgnoringCase("authorization")
                    .containsIgnoringCase("if-match");
            Response answer = roster.as(Token.admin()).header("Origin", SITE).get("/v1/users");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(SITE);
            assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag");

            assertThat(preflight(roster, "https://elsewhere.example.org").header("Access-Control-Allow-Origin"))
                    .isNull();
        }
    }

    private static Response preflight(RosterProcess roster, String origin) {
        return roster.anonymous()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,content-type,if-match")
                .options("/v1/users/00000000-0000-7000-8000-000000000000");
    }

    /** Headers that come in one packet with the handshake's end, and their body a second later. */
    private static String postWithTheHandshakesEnd(KeyStore trusted, int tlsPort) throws Exception {
        String body = "{\"email\":\"nobody@example.org\",\"password\":\"wrong\"}";
        try (ServerSocket relay = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread relaying = new Thread(() -> relay(relay, tlsPort));
            relaying.start();
            try (Socket socket =
                    tls(trusted).getSocketFactory().createSocket(relay.getInetAddress(), relay.getLocalPort())) {
                socket.setSoTimeout(10_000);
                OutputStream out = socket.getOutputStream();
                out.write(("POST /v1/sessions HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(1_500);
                out.write(body.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** Passes on what the client says first at once, and all that it says in the half second after that together. */
    private static void relay(ServerSocket relay, int port) {
        try (Socket client = relay.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = new Thread(() -> pass(server, client));
            back.start();
            byte[] packet = new byte[65_536];
            for (int i = 0; i < 2; i++) {
                server.getOutputStream()
                        .write(packet, 0, client.getInputStream().read(packet));
                Thread.sleep(500);
            }
            pass(client, server);
            back.join();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("the relay", e);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has closed: so will the other.
        }
    }

    private static SSLContext tls(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    private static HttpResponse<String> get(KeyStore trusted, String uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", "Bearer " + Token.admin())
                .build();
        return HttpClient.newBuilder().sslContext(tls(trusted)).build().send(request, BodyHandlers.ofString());
    }

    private Path certificate(KeyStore keys) throws IOException, GeneralSecurityException {
        byte[] encoded = keys.getCertificate("roster").getEncoded();
        return Files.writeString(folder.resolve("tls.crt"), SigningKey.pem("CERTIFICATE", encoded));
    }

    private Path privateKey(KeyStore keys) throws IOException, GeneralSecurityException {
        byte[] encoded = keys.getKey("roster", PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(folder.resolve("tls.key"), SigningKey.pem("PRIVATE KEY", encoded));
    }

    /** By Java's own tool, which is wherever this test runs; its certificate is trusted as one of its own. */
    private KeyStore selfSigned() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String[] command = (keytool + " -genkeypair -alias roster -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1"
                        + " -validity 2 -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file)
                .split(" ");
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        KeyStore both = KeyStore.getInstance("PKCS12");
        both.load(null);
        both.setKeyEntry(
                "roster",
                keys.getKey("roster", PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                keys.getCertificateChain("roster"));
        both.setCertificateEntry("trusted", keys.getCertificate("roster"));
        return both;
    }
}
