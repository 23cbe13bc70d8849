package org.kennwilliamson.roster.platform.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.RawHttp;
import org.kennwilliamson.roster.testing.Stored;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** What holds for the requests of all operations, also of those to come. */
@QuarkusTest
class RequestFiltersTest extends ApiTest {

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE");

    /** An operation of the API's document. */
    private record Operation(String method, String path, List<String> parameters) {

        private Response send(String query) {
            return given().urlEncodingEnabled(false)
                    .contentType(method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                    .body("{}")
                    .request(method, path + "?" + query);
        }

        /** For a query that an HTTP client would not send. */
        private RawHttp sendRaw(String query) {
            return RawHttp.send(method, path + "?" + query);
        }
    }

    @Test
    void noOperationTakesAParameterThatItDoesNotHave() {
        String before = Stored.everything();

        assertThat(operations()).hasSizeGreaterThan(25).allSatisfy(operation -> {
            assertInvalid(operation.send("emial=ada@example.org"), "emial", "query");
            assertInvalid(operation.send("LIMIT=1"), "LIMIT", "query");
        });
        assertThat(Stored.everything()).isEqualTo(before);
    }

    @Test
    void noParameterIsEmptyOrComesTwiceOrCannotBeDecoded() {
        List<Operation> lists = operations().stream()
                .filter(operation -> !operation.parameters().isEmpty())
                .toList();

        assertThat(lists).hasSizeGreaterThan(5).allSatisfy(operation -> assertThat(operation.parameters())
                .allSatisfy(name -> {
                    for (String fault : List.of("%s", "%s=", "%s=1&%s=1", "%s=&%s=1", "%s=1;%s=1", "%s=50%%25&%s=")) {
                        assertInvalid(operation.send(fault.replace("%s", name).replace("%%", "%")), name, "query");
                    }
                    for (String undecodable : List.of("50%", "%zz", "%+1", "%ff", "%c3", "a|b")) {
                        RawHttp answer = operation.sendRaw(name + "=" + undecodable);
                        assertThat(answer.status()).as(undecodable).isEqualTo(400);
                        assertThat(answer.body()).as(undecodable).contains("\"field\":\"" + name + "\"");
                    }
                }));
    }

    @Test
    void anEmptyFilterListsNobody() {
        for (String list : List.of("/v1/users?email=", "/v1/users?q=", "/v1/users?role=", "/v1/audit-events?actor=")) {
            assertProblem(given().urlEncodingEnabled(false).get(list), 400, "invalid-request");
        }
    }

    @Test
    void allParametersAtFaultAreNamed() {
        assertProblem(
                        given().urlEncodingEnabled(false).get("/v1/users?email=&x=1&limit=1&limit=2"),
                        400,
                        "invalid-request")
                .body("violations", hasSize(3))
                .body("violations.field", equalTo(List.of("email", "x", "limit")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/users?", "/v1/users?&", "/v1/users?limit=1&", "/v1/users?%6cimit=1", "/v1/users?q=a+b"})
    void whatIsNoFaultIsTaken(String path) {
        assertThat(RawHttp.get(path).status()).isEqualTo(200);
    }

    @Test
    void whoMayNotAskIsToldThatFirst() {
        assertProblem(anonymous().get("/v1/users?x=1"), 401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br", "identity, gzip", "nonsense"})
    void aBodyThatIsCompressedIsRefusedWithWhatIsTakenInstead(String coding) {
        Response refused = given().contentType("application/json")
                .header("Content-Encoding", coding)
                .body(Map.of("email", Api.freshEmail()))
                .post("/v1/users");

        assertProblem(refused, 415, "unsupported-content-encoding");
        assertThat(refused.header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void aBodyThatIsSaidToBePlainIsTaken() {
        given().contentType("application/json")
                .header("Content-Encoding", "identity")
                .body(Map.of("email", Api.freshEmail()))
                .post("/v1/users")
                .then()
                .statusCode(201);
    }

    @Test
    void severalLinesOfIfMatchAreOneList() {
        Response user = aUser();
        String path = "/v1/users/" + user.path("id");

        changeIf(path, "\"98\"", "\"99\"").then().statusCode(412);
        changeIf(path, "\"99\"", user.header("ETag")).then().statusCode(200);
        assertThat(given().header("If-None-Match", "\"99\"", "\"2\"").get(path).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/users                                             | GET, HEAD, OPTIONS, POST",
                "/v1/users/0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90        | DELETE, GET, HEAD, OPTIONS, PATCH",
                "/v1/users/0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90/password | OPTIONS, PUT",
                "/v1/users/0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90/roles  | GET, HEAD, OPTIONS, PUT",
                "/v1/me                                                | GET, HEAD, OPTIONS, PATCH",
                "/v1/me/password                                       | OPTIONS, PUT",
                "/v1/roles/user/users                                  | GET, HEAD, OPTIONS",
                "/.well-known/jwks.json                                | GET, HEAD, OPTIONS",
            })
    void aPathHasTheMethodsThatAllowNames(String path, String methods) {
        assertThat(anonymous().options(path).header("Allow")).isEqualTo(methods);
        for (String method : List.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "TRACE", "NONSENSE")) {
            Response answer = given().request(method, path);
            boolean allowed = List.of(methods.split(", ")).contains(method);
            assertThat(answer.statusCode() == 405).as(method).isNotEqualTo(allowed);
            assertThat(answer.header("Allow")).as(method).isEqualTo(allowed ? null : methods);
        }
    }

    @Test
    void whatIsNowhereHasNoMethods() {
        assertProblem(anonymous().options("/v1/nothing"), 404, "not-found");
    }

    private static Response changeIf(String path, String... tags) {
        return given().header("If-Match", tags[0], tags[1])
                .contentType("application/merge-patch+json")
                .body("{\"displayName\": \"Ada\"}")
                .patch(path);
    }

    private static List<Operation> operations() {
        Map<String, Map<String, Map<String, Object>>> paths =
                anonymous().get("/q/openapi?format=json").jsonPath().getMap("paths");
        List<Operation> operations = new ArrayList<>();
        paths.forEach((path, methods) -> METHODS.stream()
                .filter(method -> methods.containsKey(method.toLowerCase()))
                .forEach(method -> operations.add(new Operation(
                        method,
                        path.replace("{name}", "some-role")
                                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString()),
                        parameters(methods.get(method.toLowerCase()))))));
        return operations;
    }

    @SuppressWarnings("unchecked")
    private static List<String> parameters(Map<String, Object> operation) {
        return ((List<Map<String, Object>>) operation.getOrDefault("parameters", List.of()))
                .stream()
                        .filter(parameter -> "query".equals(parameter.get("in")))
                        .map(parameter -> (String) parameter.get("name"))
                        .toList();
    }
}
