package org.kennwilliamson.roster.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.problem.Problem;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests whose borders can be understood in two ways, or not at all, with another request behind them: each is answered
 * as it should be or refused, with a problem document and the connection's end, and what is hidden in one is never answered.
 */
@QuarkusTest
class HttpConnectionTest extends ApiTest {

    private static final String POST =
            "POST /v1/roles HTTP/1.1\nHost: a\nX-Request-Id: first\nContent-Type: application/json\n";
    private static final String HIDDEN = "GET /v1/roles HTTP/1.1\nHost: a\nX-Request-Id: hidden\n\n";
    private static final String NEXT =
            "GET /.well-known/jwks.json HTTP/1.1\nHost: a\nX-Request-Id: next\nConnection: close\n\n";

    /** Of a POST, after which the next request comes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n",
                "Content-Length: 70\nTransfer-Encoding: chunked\n\n0\n\nHIDDEN",
                "Transfer-Encoding: chunked\nContent-Length: 0\n\n5\nHIDDE\n0\n\n",
                "Content-Length: 0\nContent-Length: 70\n\nHIDDEN",
                "Content-Length: 70\nContent-Length: 0\n\nHIDDEN",
                "Content-Length: -1\n\nHIDDEN",
                "Content-Length: 99999999999999999999\n\nHIDDEN",
                "Content-Length: \n\nHIDDEN",
                "Content-Length\n\nHIDDEN",
                "Transfer-Encoding: gzip, chunked\n\n0\n\n",
                "Transfer-Encoding: chunked\n\n-1\n\nHIDDEN",
                "Transfer-Encoding: chunked\n\nzz\n\nHIDDEN",
                "Transfer-Encoding: chunked\n\n80000000\n{}\n0\n\nHIDDEN",
                "Transfer-Encoding: chunked\n\n2;a=\"b\"\n{}\n0\n\n",
                "Transfer-Encoding: chunked\n\n2\n{}\n0\nX-Request-Id: hidden\nno colon\n\n",
                "X-A: b\n c: d\nContent-Length: 0\n\n",
                " X-A: b\nContent-Length: 0\n\n",
                "X-A\u0000: b\nContent-Length: 0\n\n",
                "X-A: b\u0000c\nContent-Length: 0\n\n",
                ": b\nContent-Length: 0\n\n",
                "no colon\nContent-Length: 0\n\n",
                "Host: b\nContent-Length: 0\n\n",
                "Expect: 100-continue\nContent-Length: 0\n\n",
                "Connection: Content-Length\nContent-Length: 0\n\n",
                "Upgrade: h2c\nConnection: Upgrade, HTTP2-Settings\nHTTP2-Settings: AAMAAABk\nContent-Length: 0\n\n"
            })
    void whatIsHiddenInABodyIsNeverAnswered(String rest) throws IOException {
        assertProper(POST + "Authorization: Bearer " + Token.admin() + "\n" + rest.replace("HIDDEN", HIDDEN) + NEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://other/v1/roles HTTP/1.1\nHost: a\n\n",
                "GET //other/v1/roles HTTP/1.1\nHost: a\n\n",
                "OPTIONS * HTTP/1.1\nHost: a\n\n",
                "CONNECT a:443 HTTP/1.1\nHost: a\n\n",
                "GET a:443 HTTP/1.1\nHost: a\n\n",
                "GET /v1/roles\n\n",
                "GET /v1/roles HTTP/2.0\nHost: a\n\n",
                "GET /v1/roles HTTP/9.9\nHost: a\n\n",
                "GET /v1/roles http/1.1\nHost: a\n\n",
                "GET /v1/roles HTTP/1.1 x\nHost: a\n\n",
                "GET  /v1/roles  HTTP/1.1\nHost: a\n\n",
                "GET /v1/ro les HTTP/1.1\nHost: a\n\n",
                "GET /v1/roles#x HTTP/1.1\nHost: a\n\n",
                "GET /v1/r\u0000les HTTP/1.1\nHost: a\n\n",
                "\n\n\nGET /v1/roles HTTP/1.1\nHost: a\n\n",
                "G@T /v1/roles HTTP/1.1\nHost: a\n\n",
                "PRI * HTTP/2.0\n\nSM\n\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
                "GET /v1/roles HTTP/1.0\nConnection: keep-alive\n\n",
                "GET",
                "GET /v1/roles HTTP/1.1\nHost",
                "POST /v1/roles HTTP/1.1\nHost: a\nContent-Length: 9\n\n{",
                "POST /v1/roles HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5\n{",
                ""
            })
    void whatIsNoProperRequestIsRefused(String request) throws IOException {
        assertProper(request);
        assertProper(request + NEXT);
    }

    private static void assertProper(String request) throws IOException {
        byte[] bytes = request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (HttpConnection connection = new HttpConnection(RestAssured.port)) {
            connection.write(bytes);
            connection.finish();
            for (Answer answer : answers(connection)) {
                assertThat(answer.header("X-Request-Id")).as("answered").isNotEqualTo("hidden");
                assertThat(answer.status()).as(answer.text()).isLessThan(500);
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                if (answer.status() >= 400) {
                    assertThat(answer.header("Content-Type")).as(answer.text()).isEqualTo(Problem.MEDIA_TYPE);
                    assertThat(answer.text()).contains("\"status\":" + answer.status());
                }
            }
        }
    }

    private static List<Answer> answers(HttpConnection connection) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (Answer answer = connection.read(false); answer != null; answer = connection.read(false)) {
            answers.add(answer);
        }
        return answers;
    }
}
