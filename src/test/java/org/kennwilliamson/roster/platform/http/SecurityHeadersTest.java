package org.kennwilliamson.roster.platform.http;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.RawHttp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Api.get;

@QuarkusTest
class SecurityHeadersTest extends ApiTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/users, 200",
        "/.well-known/jwks.json, 200",
        "/v1/users?limit=0, 400",
        "/v1/users/00000000-0000-7000-8000-000000000000, 404",
        "/v1/nothing, 404",
        "/nothing, 404",
    })
    void everyAnswerHasThem(String path, int status) {
        assertHeaders(get(path), status);
    }

    @Test
    void soHasEveryRefusal() {
        assertHeaders(anonymous().get("/v1/users"), 401);
        assertHeaders(given().delete("/v1/users"), 405);
        assertHeaders(given().accept("text/csv").get("/v1/users"), 406);
        assertHeaders(given().contentType("text/plain").body("x").post("/v1/users"), 415);
        assertHeaders(given().contentType("application/json").body("{").post("/v1/users"), 400);
    }

    @Test
    void soHasARefusalBeforeTheBodyIsRead() {
        RawHttp answer = RawHttp.post("/v1/users", "Content-Length: 99999999999", "");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.head())
                .containsIgnoringCase("\r\nx-content-type-options: nosniff")
                .containsIgnoringCase("\r\ncontent-security-policy: default-src 'none'; frame-ancestors 'none'");
    }

    /** It runs its own scripts. */
    @Test
    void thePageToTryTheApiOutIsNotForbiddenToRun() {
        Response page = get("/q/swagger-ui/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Content-Security-Policy")).isNull();
    }

    @Test
    void noOtherSiteMayReadAnAnswerUnlessTheOperatorAllowsIt() {
        Response preflight = anonymous()
                .header("Origin", "https://elsewhere.example.org")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/v1/users");
        Response answer =
                given().header("Origin", "https://elsewhere.example.org").get("/v1/users");

        assertThat(preflight.headers().asList())
                .noneMatch(header -> header.getName().startsWith("Access-Control"));
        assertThat(answer.headers().asList())
                .noneMatch(header -> header.getName().startsWith("Access-Control"));
    }

    private static void assertHeaders(Response answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Strict-Transport-Security")).as("without TLS").isNull();
    }
}
