package org.kennwilliamson.roster.platform.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.RawHttp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Whatever ends a request early, the framework's own answers too, is a document of RFC 9457. */
@QuarkusTest
class ProblemTest extends ApiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v2/users",
                "/v1/nothing",
                "/v1/users/a/b/c",
                "/v1/users/%3Cscript%3E",
                "/v1/roles/user/nothing",
                "/q/nothing",
                "/..%2f..%2fetc/passwd"
            })
    void aPathThatNobodyKnowsIsNotFound(String path) {
        assertProblem(raw("GET", path), 404, "not-found").body("instance", equalTo(path));
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/users",
        "PUT,    /v1/users",
        "PATCH,  /v1/roles",
        "POST,   /v1/users/0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90",
        "GET,    /v1/users/0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90/password",
        "PUT,    /v1/roles/user",
        "POST,   /v1/roles/user/users",
        "GET,    /v1/users/0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90/roles/user",
    })
    void aMethodThatAPathDoesNotHaveIsNotAllowed(String method, String path) {
        assertProblem(raw(method, path), 405, "method-not-allowed").body("instance", equalTo(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/users", "/v1/roles/user", "/v1/roles/user/users"})
    void whoTakesNoJsonGetsNothingElse(String path) {
        assertProblem(given().accept("text/html").get(path), 406, "not-acceptable")
                .body("instance", equalTo(path));
    }

    @Test
    void whoTakesAnythingGetsJson() {
        for (String accept : List.of("*/*", "application/*", "text/html, */*;q=0.1", "application/json")) {
            given().accept(accept).get("/v1/roles/user").then().statusCode(200).contentType("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/merge-patch+json"})
    void aBodyThatIsNotCalledJsonIsOfTheWrongType(String type) {
        assertProblem(
                given().contentType(type)
                        .body("{\"email\": \"a@b.c\"}".getBytes(StandardCharsets.UTF_8))
                        .post("/v1/users"),
                415,
                "unsupported-media-type");
    }

    @Test
    void anAcceptHeaderThatNobodyUnderstandsIsNoMistakeOfOurs() {
        Response answer = given().header("Accept", "nonsense").get("/v1/users");

        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void aContentTypeThatNobodyUnderstandsIsNoMistakeOfOurs() {
        RawHttp answer = RawHttp.send("POST /v1/users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: ///\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).contains("\"type\":\"urn:roster:problem:");
    }

    @Test
    void aProblemHasTheFieldsOfTheRfcAndNoOthers() {
        Map<String, Object> document = post("/v1/users", Map.of("email", "x")).path("");

        assertThat(document)
                .containsOnlyKeys("type", "title", "status", "detail", "instance", "requestId", "violations");
        assertThat(document.get("violations"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("field", "in", "message");
    }

    @Test
    void aProblemWithoutAFieldAtFaultHasNoViolations() {
        Map<String, Object> document = get("/v1/nothing").path("");

        assertThat(document).doesNotContainKey("violations");
    }

    @Test
    void theInstanceIsThePathWithoutItsQuery() {
        assertProblem(get("/v1/users?limit=0"), 400, "invalid-request").body("instance", equalTo("/v1/users"));
    }

    @Test
    void aBrokenConstraintNamesTheFieldAndNotItself() {
        String taken = aUser().path("email");

        assertProblem(post("/v1/users", Map.of("email", taken)), 409, "email-taken")
                .body("violations[0].field", equalTo("email"));
    }

    private static Response raw(String method, String path) {
        return given().urlEncodingEnabled(false).request(method, path);
    }
}
