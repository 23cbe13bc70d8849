package org.kennwilliamson.roster.user;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.freshRole;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Api.put;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** A user's roles as a whole set. */
@QuarkusTest
class UserRolesTest extends ApiTest {

    private static final String ROLES = "/v1/users/{id}/roles";

    @Test
    void theNamesComeInAlphabeticalOrder() {
        List<String> names = new ArrayList<>(List.of("user", "admin", aRole(), aRole(), aRole()));
        Response user = userWith(names);
        Collections.sort(names);

        get(ROLES, id(user)).then().statusCode(200).body("", equalTo(names));
        user.then().body("roles", equalTo(names));
        get("/v1/users/{id}", id(user)).then().body("roles", equalTo(names));
    }

    @Test
    void aUserWithoutRolesHasAnEmptyList() {
        get(ROLES, id(userWith(List.of()))).then().statusCode(200).body("", equalTo(List.of()));
    }

    @Test
    void aNewSetTakesTheWholeOldOnesPlace() {
        String goes = aRole();
        String comes = aRole();
        Response user = userWith(List.of(goes, "user"));

        put(ROLES, List.of("user", comes, comes), id(user))
                .then()
                .statusCode(200)
                .body("", equalTo(List.of(comes, "user")));

        get(ROLES, id(user)).then().body("", equalTo(List.of(comes, "user")));
        assertThat(etag(user)).isNotEqualTo(user.header("ETag"));
    }

    @Test
    void anEmptySetTakesAllRoles() {
        Response user = userWith(List.of("user", aRole()));

        put(ROLES, List.of(), id(user)).then().statusCode(200).body("", equalTo(List.of()));

        get("/v1/users/{id}", id(user)).then().body("roles", equalTo(List.of()));
    }

    @Test
    void theSameSetAgainChangesNothing() {
        Response user = userWith(List.of("user", "admin"));

        put(ROLES, List.of("user", "admin"), id(user)).then().statusCode(200);

        assertThat(etag(user)).isEqualTo(user.header("ETag"));
    }

    @Test
    void aRoleThatDoesNotExistChangesNothing() {
        Response user = userWith(List.of("user"));
        String unknown = freshRole();

        assertProblem(put(ROLES, List.of("admin", unknown), id(user)), 422, "unknown-role")
                .body("violations[0].in", equalTo("body"))
                .body("violations[0].message", containsString(unknown));

        assertUnchanged(user);
    }

    @Test
    void aNameThatNoRoleCanHaveIsRefusedByItsPlace() {
        Response user = userWith(List.of("user"));

        assertInvalid(put(ROLES, List.of("admin", "Editor"), id(user)), "[1]");
        assertInvalid(put(ROLES, "[\"admin\", null]", id(user)), "[1]");
        assertInvalid(put(ROLES, "[\"admin\", 1]", id(user)), "[1]");

        assertUnchanged(user);
    }

    @Test
    void aUserHasAtMostAHundredRoles() {
        List<String> hundred = Stream.generate(Api::aRole).limit(100).toList();
        Response user = userWith(hundred.subList(0, 99));
        List<String> oneMore =
                Stream.concat(hundred.stream(), Stream.of("user")).toList();

        assertProblem(put(ROLES, oneMore, id(user)), 400, "invalid-request");
        assertInvalid(post("/v1/users", Map.of("email", freshEmail(), "roles", oneMore)), "roles");
        assertUnchanged(user);

        put(ROLES, hundred, id(user)).then().statusCode(200);
        assertProblem(given().put(ROLES + "/{name}", id(user), "user"), 422, "too-many-roles");
        given().put(ROLES + "/{name}", id(user), hundred.get(0)).then().statusCode(204);

        assertThat(get(ROLES, id(user)).<List<String>>path("")).containsExactlyInAnyOrderElementsOf(hundred);
    }

    @Test
    void nobodyHasNoRoles() {
        for (Object id : List.of(UUID.randomUUID(), "no-uuid")) {
            assertProblem(get(ROLES, id), 404, "not-found");
            assertProblem(put(ROLES, List.of("user"), id), 404, "not-found");
        }
    }

    private static Response userWith(List<String> roles) {
        Response user = post("/v1/users", Map.of("email", freshEmail(), "roles", roles));
        user.then().statusCode(201);
        return user;
    }

    private static String id(Response user) {
        return user.path("id");
    }

    private static String etag(Response user) {
        return get("/v1/users/{id}", id(user)).header("ETag");
    }

    private static void assertUnchanged(Response user) {
        assertThat(get("/v1/users/{id}", id(user)).<Map<String, Object>>path(""))
                .isEqualTo(user.path(""));
        assertThat(etag(user)).isEqualTo(user.header("ETag"));
    }
}
