package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.delete;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.freshRole;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** A role's users, and what its end means to them. */
@QuarkusTest
class RoleUsersResourceTest extends ApiTest {

    private static final String USERS = "/v1/roles/{name}/users";

    @Test
    void aRoleShowsItsUsersAsTheyAreByIdInTheOrderTheyWereMade() {
        String role = aRole();
        List<String> ids = Stream.generate(() -> id(userWith(List.of("user", role))))
                .limit(3)
                .toList();
        userWith(List.of("user"));

        Response page = get(USERS, role);

        page.then().statusCode(200).body("items.id", equalTo(ids)).body("next", nullValue());
        assertThat(page.<Map<String, Object>>path("items[0]"))
                .isEqualTo(get("/v1/users/{id}", ids.get(0)).path(""));
    }

    @Test
    void itsPagesFollowOneAnother() {
        String role = aRole();
        List<String> ids =
                Stream.generate(() -> id(userWith(List.of(role)))).limit(5).toList();

        Response first = get(USERS + "?limit=2", role);
        Response second = get(first.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1"));
        Response third = get(USERS + "?limit=2&after={after}", role, second.path("next"));

        first.then().body("items.id", equalTo(ids.subList(0, 2)));
        second.then().body("items.id", equalTo(ids.subList(2, 4)));
        third.then().body("items.id", equalTo(ids.subList(4, 5))).body("next", nullValue());
    }

    @Test
    void aRoleThatNobodyHasShowsAnEmptyPageAndOneThatIsNotThereNone() {
        get(USERS, aRole())
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()))
                .body("next", nullValue());

        assertProblem(get(USERS, freshRole()), 404, "not-found");
        assertProblem(get(USERS, "Editor"), 404, "not-found");
    }

    @Test
    void aPageBehindTheLastUserIsEmpty() {
        String role = aRole();
        userWith(List.of(role));
        Response goes = userWith(List.of(role));
        String cursor = get(USERS + "?limit=1", role).path("next");
        delete("/v1/users/{id}", "*", id(goes)).then().statusCode(204);

        get(USERS + "?after={after}", role, cursor).then().statusCode(200).body("items", equalTo(List.of()));
    }

    @Test
    void itsPagesKeepTheLimitsOfEveryList() {
        assertInvalid(get(USERS + "?limit=201", "user"), "limit", "query");
        assertInvalid(get(USERS + "?after=x", "user"), "after", "query");
    }

    @Test
    void aRoleThatIsRemovedIsTakenFromItsUsersWhoHaveNewTags() {
        String role = aRole();
        Response having = userWith(List.of("user", role));
        Response other = userWith(List.of("user"));

        delete("/v1/roles/{name}", "*", role).then().statusCode(204);

        Response now = get("/v1/users/{id}", id(having));
        now.then().body("roles", equalTo(List.of("user")));
        assertThat(now.header("ETag")).isNotEqualTo(having.header("ETag"));
        assertThat(get("/v1/users/{id}", id(other)).header("ETag")).isEqualTo(other.header("ETag"));
    }

    private static Response userWith(List<String> roles) {
        Response user = post("/v1/users", Map.of("email", freshEmail(), "roles", roles));
        user.then().statusCode(201);
        return user;
    }

    private static String id(Response user) {
        return user.path("id");
    }
}
