package org.kennwilliamson.roster.role;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.kennwilliamson.roster.testing.Api.delete;
import static org.kennwilliamson.roster.testing.Api.freshRole;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.patch;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Roles that are changed and removed. */
@QuarkusTest
class RoleChangeTest extends ApiTest {

    private static final String ROLE = "/v1/roles/{name}";

    @Test
    void aDescriptionChangesAndWithItTheTag() {
        Response before = editor();

        Response after = patch(ROLE, before.header("ETag"), Map.of("description", "Writes"), name(before));

        after.then()
                .statusCode(200)
                .body("description", equalTo("Writes"))
                .body("id", equalTo(before.path("id")))
                .body("createdAt", equalTo(before.path("createdAt")));
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        assertThat(get(ROLE, name(before)).header("ETag")).isEqualTo(after.header("ETag"));
        assertThat(get(ROLE, name(before)).<Map<String, Object>>path("")).isEqualTo(after.path(""));
    }

    @Test
    void nullClearsADescriptionAndAbsenceKeepsIt() {
        String name = name(editor());

        patch(ROLE, "*", "{}", name).then().statusCode(200).body("description", equalTo("Edits"));
        patch(ROLE, "*", "{\"description\": null}", name).then().statusCode(200).body("description", nullValue());
    }

    @Test
    void aNameNeverChanges() {
        Response before = editor();

        assertInvalid(patch(ROLE, "*", Map.of("name", freshRole()), name(before)), "name");

        assertUnchanged(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a\\u0000\"", "1", "true", "{}"})
    void whatIsNoDescriptionIsRefused(String description) {
        Response before = editor();

        assertInvalid(patch(ROLE, "*", "{\"description\": " + description + "}", name(before)), "description");

        assertUnchanged(before);
    }

    @Test
    void aChangeMustBeBasedOnTheVersionThereIs() {
        Response first = editor();
        Response second = patch(ROLE, first.header("ETag"), Map.of("description", "Second"), name(first));
        Map<String, String> third = Map.of("description", "Third");

        assertProblem(patch(ROLE, null, third, name(first)), 428, "precondition-required");
        assertProblem(patch(ROLE, first.header("ETag"), third, name(first)), 412, "stale-version");
        assertProblem(patch(ROLE, "W/" + first.header("ETag"), third, name(first)), 412, "stale-version");
        assertInvalid(patch(ROLE, "1", third, name(first)), "If-Match", "header");

        assertUnchanged(second);
        patch(ROLE, "\"other\", " + second.header("ETag"), third, name(first))
                .then()
                .statusCode(200);
    }

    @Test
    void onlyAMergePatchIsAPatch() {
        assertProblem(
                given().header("If-Match", "*")
                        .contentType("application/json")
                        .body("{}")
                        .patch(ROLE, name(editor())),
                415,
                "unsupported-media-type");
    }

    @Test
    void aRoleThatIsRemovedIsGoneAndItsNameFree() {
        Response role = editor();

        delete(ROLE, role.header("ETag"), name(role)).then().statusCode(204).body(emptyString());

        assertProblem(get(ROLE, name(role)), 404, "not-found");
        assertProblem(delete(ROLE, "*", name(role)), 404, "not-found");
        assertProblem(patch(ROLE, "*", "{}", name(role)), 404, "not-found");
        post("/v1/roles", Map.of("name", name(role))).then().statusCode(201);
    }

    @Test
    void aRemovalMustBeBasedOnTheVersionThereIs() {
        Response first = editor();
        Response second = patch(ROLE, "*", Map.of("description", "Second"), name(first));

        assertProblem(delete(ROLE, null, name(first)), 428, "precondition-required");
        assertProblem(delete(ROLE, first.header("ETag"), name(first)), 412, "stale-version");
        assertProblem(delete(ROLE, "W/" + first.header("ETag"), name(first)), 412, "stale-version");

        assertUnchanged(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "admin"})
    void theRolesThatRosterItselfNeedsStay(String name) {
        String etag = get(ROLE, name).then().statusCode(200).extract().header("ETag");

        assertProblem(delete(ROLE, etag, name), 409, "role-protected");
        assertProblem(delete(ROLE, "*", name), 409, "role-protected");

        get(ROLE, name).then().statusCode(200).header("ETag", etag);
    }

    private static Response editor() {
        return post("/v1/roles", Map.of("name", freshRole(), "description", "Edits"));
    }

    private static String name(Response role) {
        return role.path("name");
    }

    private static void assertUnchanged(Response before) {
        Response now = get(ROLE, name(before));
        assertThat(now.<Map<String, Object>>path("")).isEqualTo(before.path(""));
        assertThat(now.header("ETag")).isEqualTo(before.header("ETag"));
    }
}
