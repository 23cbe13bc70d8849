package org.kennwilliamson.roster.role;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.freshRole;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Roles that are made and found. */
@QuarkusTest
class RoleResourceTest extends ApiTest {

    @Test
    void aNewRoleIsShownWithTheFieldsOfTheContractAndNoOthers() {
        String name = freshRole();

        Response created = post("/v1/roles", Map.of("name", name, "description", "Writes & publishes"));

        Map<String, Object> role = created.then().statusCode(201).extract().path("");
        assertThat(role)
                .containsOnlyKeys("id", "name", "description", "createdAt", "updatedAt")
                .containsEntry("name", name)
                .containsEntry("description", "Writes & publishes")
                .containsEntry("updatedAt", role.get("createdAt"));
        assertThat(role.get("createdAt").toString()).endsWith("Z");
    }

    @Test
    void aNewRolesAddressAndTagLeadToTheVerySameRole() {
        Response created = post("/v1/roles", Map.of("name", freshRole()));

        Response read = get(created.header("Location"));

        assertThat(created.header("Location")).endsWith("/v1/roles/" + created.path("name"));
        read.then().statusCode(200).header("ETag", created.header("ETag"));
        assertThat(read.<Map<String, Object>>path(""))
                .isEqualTo(created.path(""))
                .containsEntry("description", null);
    }

    @Test
    void whoHasTheVersionAlreadyGetsNoBody() {
        Response created = post("/v1/roles", Map.of("name", freshRole()));
        String etag = created.header("ETag");

        for (String ifNoneMatch : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            given().header("If-None-Match", ifNoneMatch)
                    .get("/v1/roles/{name}", created.<String>path("name"))
                    .then()
                    .statusCode(304)
                    .header("ETag", etag)
                    .body(emptyString());
        }
        given().header("If-None-Match", "\"999\"")
                .get("/v1/roles/{name}", created.<String>path("name"))
                .then()
                .statusCode(200);
    }

    @Test
    void theListShowsRolesAsTheyAreByNameAndRostersOwnFirst() {
        Response page = get("/v1/roles?limit=2");

        page.then().statusCode(200).body("items.name", containsInAnyOrder("user", "admin"));
        assertThat(page.<Map<String, Object>>path("items.find { it.name == 'user' }"))
                .isEqualTo(get("/v1/roles/user").path(""));
    }

    @Test
    void aNameIsTakenOnce() {
        String name = aRole();

        assertProblem(post("/v1/roles", Map.of("name", name, "description", "Another")), 409, "role-name-taken")
                .body("violations.field", equalTo(List.of("name")))
                .body("violations.in", equalTo(List.of("body")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "User", "1st", "-a", "_a", "a b", "a.b", "ä", "a\\u0000", "a\\n", "a\\ud800"})
    void aNameIsALowerCaseWord(String name) {
        assertInvalid(post("/v1/roles", "{\"name\": \"" + name + "\"}"), "name");
    }

    @Test
    void aNameHasAtMost63Characters() {
        String longest = freshRole() + "_".repeat(63 - freshRole().length());

        post("/v1/roles", Map.of("name", longest)).then().statusCode(201);
        assertInvalid(post("/v1/roles", Map.of("name", longest + "x")), "name");
    }

    @Test
    void aNameIsNeeded() {
        assertInvalid(post("/v1/roles", "{}"), "name");
        assertInvalid(post("/v1/roles", "{\"name\": null}"), "name");
        assertInvalid(post("/v1/roles", "{\"name\": 1}"), "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"a\\u0000\"", "\"a\\nb\"", "\"\\udc00\"", "1", "[]"})
    void aDescriptionIsOneLineOfText(String description) {
        String name = freshRole();

        assertInvalid(
                post("/v1/roles", "{\"name\": \"" + name + "\", \"description\": " + description + "}"), "description");

        assertProblem(get("/v1/roles/{name}", name), 404, "not-found");
    }

    @Test
    void aDescriptionHasAtMost500Characters() {
        post("/v1/roles", Map.of("name", freshRole(), "description", "ä".repeat(500)))
                .then()
                .statusCode(201);
        assertInvalid(post("/v1/roles", Map.of("name", freshRole(), "description", "a".repeat(501))), "description");
    }

    @Test
    void anUnknownFieldIsRefused() {
        String name = freshRole();

        assertInvalid(post("/v1/roles", Map.of("name", name, "permissions", List.of())), "permissions");

        assertProblem(get("/v1/roles/{name}", name), 404, "not-found");
    }

    @Test
    void aNameThatNoRoleHasOrCanHaveIsNotFound() {
        for (String name : List.of(freshRole(), "Editor", "a".repeat(64), "1")) {
            assertProblem(get("/v1/roles/{name}", name), 404, "not-found");
        }
    }
}
