package org.kennwilliamson.roster.user;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.patch;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Merge patches of users. */
@QuarkusTest
class UserChangeTest extends ApiTest {

    private static final String USER = "/v1/users/{id}";

    @Test
    void aPatchChangesWhatItNamesAndKeepsTheRest() {
        Response before = ada();
        String email = freshEmail();

        Response after = patch(USER, before.header("ETag"), Map.of("email", email, "active", false), id(before));

        after.then()
                .statusCode(200)
                .body("id", equalTo(id(before)))
                .body("email", equalTo(email))
                .body("active", equalTo(false))
                .body("displayName", equalTo("Ada"))
                .body("roles", equalTo(List.of("user")))
                .body("createdAt", equalTo(before.path("createdAt")));
        assertThat(get(USER, id(before)).<Map<String, Object>>path("")).isEqualTo(after.path(""));
    }

    @Test
    void ofPatchesAtRandomNoneChangesWhatItDoesntName() {
        Random random = new Random(7);
        Response user = ada();
        for (int i = 0; i < 40; i++) {
            Map<String, Object> patch = new HashMap<>();
            Map.of("email", freshEmail(), "displayName", "Ada " + i, "active", random.nextBoolean())
                    .forEach((name, value) -> {
                        if (random.nextBoolean()) {
                            patch.put(name, value);
                        }
                    });
            if (patch.containsKey("displayName") && random.nextBoolean()) {
                patch.put("displayName", null);
            }
            Map<String, Object> expected = new HashMap<>(user.<Map<String, Object>>path(""));
            expected.putAll(patch);

            Response after = patch(USER, user.header("ETag"), patch, id(user));

            expected.put("updatedAt", after.path("updatedAt"));
            assertThat(after.<Map<String, Object>>path(""))
                    .as("%d: %s", i, patch)
                    .isEqualTo(expected);
            user = get(USER, id(user));
            assertThat(user.<Map<String, Object>>path("")).isEqualTo(expected);
        }
    }

    @Test
    void aChangeHasANewTagAndALaterTime() {
        Response before = ada();

        Response after = patch(USER, before.header("ETag"), Map.of("active", false), id(before));

        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        assertThat(get(USER, id(before)).header("ETag")).isEqualTo(after.header("ETag"));
        assertThat(OffsetDateTime.parse(after.path("updatedAt")))
                .isAfter(OffsetDateTime.parse(before.path("updatedAt")));
    }

    @Test
    void nullClearsADisplayNameAndAbsenceKeepsIt() {
        String id = id(ada());

        patch(USER, "*", "{\"active\": true}", id).then().statusCode(200).body("displayName", equalTo("Ada"));
        patch(USER, "*", "{\"displayName\": null}", id).then().statusCode(200).body("displayName", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email       | null",
                "email       | \"ada\"",
                "displayName | \"\"",
                "displayName | \"a\\u0000\"",
                "displayName | \"a\\ud800\"",
                "roles       | [\"admin\"]",
                "password    | \"a-long-secret\"",
                "id          | \"0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90\"",
            })
    void whatCanNotBecomeOfAUserIsRefusedAndNothingChanges(String field, String value) {
        Response before = ada();

        assertInvalid(patch(USER, "*", "{\"active\": false, \"" + field + "\": " + value + "}", id(before)), field);

        assertUnchanged(before);
    }

    @Test
    void aUserIsActiveOrNotButNeverNull() {
        Response before = ada();

        assertInvalid(patch(USER, "*", "{\"displayName\": null, \"active\": null}", id(before)), "active");

        assertUnchanged(before);
    }

    @Test
    void anEMailOfAnotherUserIsAConflict() {
        String taken = aUser().path("email");
        Response before = ada();

        assertProblem(patch(USER, "*", Map.of("email", taken.toUpperCase(Locale.ROOT)), id(before)), 409, "email-taken")
                .body("violations.field", equalTo(List.of("email")));

        assertUnchanged(before);
    }

    @Test
    void aUsersOwnEMailMayChangeItsCase() {
        Response before = ada();
        String email = before.<String>path("email").toUpperCase(Locale.ROOT);

        patch(USER, "*", Map.of("email", email), id(before))
                .then()
                .statusCode(200)
                .body("email", equalTo(email));
    }

    @Test
    void aChangeMustSayWhichVersionItIsBasedOn() {
        Response before = ada();

        assertProblem(patch(USER, null, Map.of("active", false), id(before)), 428, "precondition-required");

        assertUnchanged(before);
    }

    @Test
    void aChangeOfAnOlderVersionIsRefused() {
        Response first = ada();
        Response second = patch(USER, first.header("ETag"), Map.of("displayName", "Second"), id(first));

        assertProblem(
                patch(USER, first.header("ETag"), Map.of("displayName", "Third"), id(first)), 412, "stale-version");

        assertUnchanged(second);
    }

    @Test
    void anyVersionOrAListWithTheRightOneWillDo() {
        Response user = ada();
        String list = "\"other\", " + user.header("ETag") + ",\"999\"";

        patch(USER, list, Map.of("active", false), id(user)).then().statusCode(200);
        patch(USER, "*", Map.of("active", true), id(user)).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "\"0%2$s\"", "\"99999999999999999999\"", "\"\""})
    void aTagOfSomethingElseNeverMatches(String form) {
        Response before = ada();
        String etag = before.header("ETag");

        assertProblem(
                patch(USER, form.formatted(etag, etag.replace("\"", "")), Map.of("active", false), id(before)),
                412,
                "stale-version");

        assertUnchanged(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "\"1\" \"2\"", "\"1\";", "*, \"1\""})
    void whatIsNoListOfTagsIsRefused(String ifMatch) {
        assertInvalid(patch(USER, ifMatch, Map.of("active", false), id(ada())), "If-Match", "header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/json-patch+json"})
    void onlyAMergePatchIsAPatch(String type) {
        Response before = ada();

        assertProblem(
                given().header("If-Match", "*")
                        .contentType(type)
                        .body("{\"active\": false}")
                        .patch(USER, id(before)),
                415,
                "unsupported-media-type");

        assertUnchanged(before);
    }

    @Test
    void nobodyCanNotBeChanged() {
        assertProblem(patch(USER, "*", Map.of("active", false), UUID.randomUUID()), 404, "not-found");
        assertProblem(patch(USER, "*", Map.of("active", false), "no-uuid"), 404, "not-found");
    }

    private static Response ada() {
        return post("/v1/users", Map.of("email", freshEmail(), "displayName", "Ada", "roles", List.of("user")));
    }

    private static String id(Response user) {
        return user.path("id");
    }

    private static void assertUnchanged(Response before) {
        Response now = get(USER, id(before));
        assertThat(now.<Map<String, Object>>path("")).isEqualTo(before.path(""));
        assertThat(now.header("ETag")).isEqualTo(before.header("ETag"));
    }
}
