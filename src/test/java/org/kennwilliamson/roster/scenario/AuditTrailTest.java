package org.kennwilliamson.roster.scenario;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.delete;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.patch;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Api.put;

@QuarkusTest
class AuditTrailTest extends ApiTest {

    @Test
    void everyChangeOfAUserIsAnEventWithWhatItWasAndIs() {
        String role = aRole();
        String email = freshEmail();
        String id = post("/v1/users", Map.of("email", email, "password", "correct horse battery"))
                .path("id");
        patch("/v1/users/{id}", "*", Map.of("displayName", "Ada"), id).then().statusCode(200);
        put("/v1/users/{id}/roles", List.of(role, "user"), id).then().statusCode(200);
        given().delete("/v1/users/{id}/roles/{role}", id, role).then().statusCode(204);
        given().put("/v1/users/{id}/roles/{role}", id, role).then().statusCode(204);
        put("/v1/users/{id}/password", Map.of("password", "another horse battery"), id)
                .then()
                .statusCode(204);
        delete("/v1/users/{id}", "*", id).then().statusCode(204);

        JsonPath events = eventsOf("user:" + id);

        assertThat(events.getList("items.action"))
                .containsExactly(
                        "user.removed",
                        "user.password-set",
                        "user.role-granted",
                        "user.role-revoked",
                        "user.roles-set",
                        "user.changed",
                        "user.created");
        assertThat(events.getMap("items[6].after"))
                .containsEntry("email", email)
                .containsEntry("password", true);
        assertThat(events.getMap("items[5].before")).containsEntry("displayName", null);
        assertThat(events.getMap("items[5].after")).containsEntry("displayName", "Ada");
        assertThat(events.getList("items[4].before.roles")).isEmpty();
        assertThat(events.getList("items[4].after.roles")).containsExactlyInAnyOrder(role, "user");
        assertThat(events.getString("items[3].before.role")).isEqualTo(role);
        assertThat(events.getString("items[2].after.role")).isEqualTo(role);
        assertThat(events.getList("items[0].before.roles")).containsExactlyInAnyOrder(role, "user");
        assertThat(events.prettify()).doesNotContain("horse", "argon2");
    }

    @Test
    void everyChangeOfARoleIsAnEvent() {
        String role = aRole();
        patch("/v1/roles/{name}", "*", Map.of("description", "Writes"), role)
                .then()
                .statusCode(200);
        delete("/v1/roles/{name}", "*", role).then().statusCode(204);

        assertThat(eventsOf("role:" + role).getList("items.action"))
                .containsExactly("role.removed", "role.changed", "role.created");
    }

    @Test
    void whatWasRefusedOrChangedNothingIsNoEvent() {
        String id = aUser().path("id");
        patch("/v1/users/{id}", "\"99\"", Map.of("active", false), id).then().statusCode(412);
        delete("/v1/users/{id}", "\"99\"", id).then().statusCode(412);
        given().delete("/v1/users/{id}/roles/user", id).then().statusCode(204);
        put("/v1/users/{id}/roles", List.of("no-such-role"), id).then().statusCode(422);

        assertThat(eventsOf("user:" + id).getList("items.action")).containsExactly("user.created");
    }

    @Test
    void anEventSaysFromWhereAndInWhichRequest() {
        String id = given().header("X-Request-Id", "trace-42")
                .contentType("application/json")
                .body(Map.of("email", freshEmail()))
                .post("/v1/users")
                .then()
                .header("X-Request-Id", equalTo("trace-42"))
                .extract()
                .path("id");

        JsonPath events = eventsOf("user:" + id);

        assertThat(events.getString("items[0].requestId")).isEqualTo("trace-42");
        assertThat(events.getString("items[0].address")).isEqualTo("127.0.0.1");
        assertThat(events.getString("items[0].actor")).isEqualTo("a-test");
        assertThat(events.getString("items[0].at")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void aRequestWithoutANameGetsOneAndSoDoesOneWithAStrangeName() {
        get("/v1/users?limit=1").then().header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
        given().header("X-Request-Id", "a b")
                .get("/nowhere")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void eventsAreFilteredAndPagedNewestFirst() {
        String role = aRole();
        for (int i = 0; i < 4; i++) {
            patch("/v1/roles/{name}", "*", Map.of("description", "take " + i), role)
                    .then()
                    .statusCode(200);
        }

        JsonPath first = get("/v1/audit-events?entity=role:{r}&action=role.changed&limit=3", role)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath second = get(
                        "/v1/audit-events?entity=role:{r}&action=role.changed&limit=3&after={a}",
                        role,
                        first.getString("next"))
                .jsonPath();

        assertThat(first.getList("items.after.description")).containsExactly("take 3", "take 2", "take 1");
        assertThat(second.getList("items.after.description")).containsExactly("take 0");
        assertThat(second.getString("next")).isNull();
        assertThat(get("/v1/audit-events?actor=nobody").jsonPath().getList("items"))
                .isEmpty();
    }

    private static JsonPath eventsOf(String entity) {
        return get("/v1/audit-events?entity={entity}", entity)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
