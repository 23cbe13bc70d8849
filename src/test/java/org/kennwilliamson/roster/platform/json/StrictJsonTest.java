package org.kennwilliamson.roster.platform.json;

import java.nio.charset.StandardCharsets;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;

import static io.restassured.RestAssured.given;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.patch;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Api.put;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertNobodyHas;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** JSON is taken as it is written: nothing is guessed, dropped or turned into another type. */
@QuarkusTest
class StrictJsonTest extends ApiTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknown     | \"unknown\": 1",
                "id          | \"id\": \"0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90\"",
                "version     | \"version\": 7",
                "displayName | \"displayName\": 1",
                "displayName | \"displayName\": 1.5",
                "displayName | \"displayName\": true",
                "displayName | \"displayName\": {}",
                "displayName | \"displayName\": [\"a\"]",
                "roles       | \"roles\": \"user\"",
                "roles       | \"roles\": {}",
                "roles[0]    | \"roles\": [1]",
                "password    | \"password\": 123456789012",
            })
    void aFieldOfAnotherKindIsRefusedAndNamed(String field, String member) {
        String email = freshEmail();

        assertInvalid(post("/v1/users", "{\"email\": \"" + email + "\", " + member + "}"), field);

        assertNobodyHas(email);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "0", "\"\"", "{}", "[true]"})
    void onlyTrueAndFalseAreBooleans(String value) {
        var user = aUser();

        assertInvalid(patch("/v1/users/{id}", "*", "{\"active\": " + value + "}", user.<String>path("id")), "active");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\": \"%1$s\", \"email\": \"%1$s\"}",
                "{\"email\": \"%1$s\"} {}",
                "{\"email\": \"%1$s\"} x",
                "{\"email\": \"%1$s\"",
                "{\"email\": \"%1$s\",}",
                "{email: \"%1$s\"}",
                "{'email': '%1$s'}",
                "[{\"email\": \"%1$s\"}]",
                "\"%1$s\"",
                "{\"email\": \"%1$s\"} // comment",
                "{\"email\": \"%1$s\\x\"}",
            })
    void whatIsNoSingleObjectIsMalformed(String form) {
        String email = freshEmail();

        assertProblem(post("/v1/users", form.formatted(email)), 400, "malformed-json");

        assertNobodyHas(email);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "1", "true", "\u0000"})
    void aBodyWithoutAnObjectIsMalformedWhereverOneIsExpected(String body) {
        String id = aUser().path("id");

        assertProblem(post("/v1/users", body), 400, "malformed-json");
        assertProblem(post("/v1/roles", body), 400, "malformed-json");
        assertProblem(put("/v1/users/{id}/password", body, id), 400, "malformed-json");
        assertProblem(patch("/v1/users/{id}", "*", body, id), 400, "malformed-json");
        assertProblem(patch("/v1/roles/user", "*", body), 400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{}", "\"user\"", "[\"user\"] []", "[\"user\""})
    void aBodyWithoutAListIsMalformedWhereOneIsExpected(String body) {
        String id = aUser().path("id");

        assertProblem(put("/v1/users/{id}/roles", body, id), 400, "malformed-json");
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        byte[] latin1 = "{\"email\": \"a@b.c\", \"displayName\": \"Zo\u00eb\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertProblem(given().contentType("application/json").body(latin1).post("/v1/users"), 400, "malformed-json");
    }
}
