package org.kennwilliamson.roster.user;

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
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

@QuarkusTest
class UserResourceTest extends ApiTest {

    private static final String UTC = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
    private static final String UUID_V7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @Test
    void aNewUserIsShownWithTheFieldsOfTheContractAndNoOthers() {
        String email = freshEmail();
        String role = aRole();

        Response created = post(
                "/v1/users",
                Map.of(
                        "email",
                        email,
                        "displayName",
                        "Zoë 𝄞 O'Brien",
                        "password",
                        "a-long-secret",
                        "roles",
                        List.of("user", role, "user")));

        Map<String, Object> user = created.then().statusCode(201).extract().path("");
        assertThat(user)
                .containsOnlyKeys("id", "email", "displayName", "active", "roles", "createdAt", "updatedAt")
                .containsEntry("email", email)
                .containsEntry("displayName", "Zoë 𝄞 O'Brien")
                .containsEntry("active", true)
                .containsEntry("roles", List.of(role, "user"))
                .containsEntry("updatedAt", user.get("createdAt"));
        assertThat(user.get("id").toString()).matches(UUID_V7);
        assertThat(user.get("createdAt").toString()).matches(UTC);
    }

    @Test
    void aNewUsersAddressAndTagLeadToTheVerySameUser() {
        Response created = aUser();

        Response read = get(created.header("Location"));

        assertThat(created.header("Location")).endsWith("/v1/users/" + created.path("id"));
        read.then().statusCode(200).header("ETag", created.header("ETag"));
        assertThat(read.<Map<String, Object>>path("")).isEqualTo(created.path(""));
        assertThat(read.header("ETag")).matches("\"[^\"]+\"");
    }

    @Test
    void anEMailIsEnough() {
        Response created = post("/v1/users", Map.of("email", freshEmail()));

        created.then()
                .statusCode(201)
                .body("displayName", nullValue())
                .body("active", equalTo(true))
                .body("roles", equalTo(List.of()));
        assertThat(created.<Map<String, Object>>path("")).containsKey("displayName");
    }

    @Test
    void anEMailKeepsTheCaseItWasWrittenIn() {
        String email = "Ada." + freshEmail();

        post("/v1/users", Map.of("email", email)).then().statusCode(201).body("email", equalTo(email));
    }

    @Test
    void whoHasTheVersionAlreadyGetsNoBody() {
        Response created = aUser();
        String etag = created.header("ETag");

        for (String ifNoneMatch : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            given().header("If-None-Match", ifNoneMatch)
                    .get("/v1/users/{id}", created.<String>path("id"))
                    .then()
                    .statusCode(304)
                    .header("ETag", etag)
                    .body(emptyString());
        }
    }

    @Test
    void whoHasAnotherVersionGetsTheUser() {
        Response created = aUser();

        given().header("If-None-Match", "\"other\", W/\"999\"")
                .get("/v1/users/{id}", created.<String>path("id"))
                .then()
                .statusCode(200)
                .body("id", equalTo(created.path("id")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90", "1", "no-uuid", "0198f3a1-7d2e-7c31-9f04"})
    void anIdThatNobodyHasIsNotFound(String id) {
        assertProblem(get("/v1/users/{id}", id), 404, "not-found").body("instance", equalTo("/v1/users/" + id));
    }
}
