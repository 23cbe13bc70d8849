package org.kennwilliamson.roster.testing;

import java.util.List;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

/** What every problem document has in common, and what none may show. */
public final class Problems {

    private static final String[] INSIDE = {
        "exception",
        "at org.",
        "at io.",
        ".java",
        "org.kennwilliamson",
        "jackson",
        "vertx",
        "pgclient",
        "insert into",
        "select ",
        "update users",
        "sqlstate",
        "_key",
        "_pkey",
        "_fkey",
        "_check",
        "constraint"
    };

    private Problems() {}

    /** A problem of this status and kind: {@code type} is the last part of its URI. */
    public static ValidatableResponse assertProblem(Response response, int status, String type) {
        assertShowsNothingInside(response.asString());
        return response.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("type", equalTo("urn:roster:problem:" + type))
                .body("title", not(blankOrNullString()))
                .body("status", equalTo(status))
                .body("instance", startsWith("/"))
                .body("requestId", equalTo(response.header("X-Request-Id")));
    }

    /** A 400 that blames this field of the body. */
    public static ValidatableResponse assertInvalid(Response response, String field) {
        return assertInvalid(response, field, "body");
    }

    /** A 400 that blames this field of {@code body}, {@code query} or {@code header}. */
    public static ValidatableResponse assertInvalid(Response response, String field, String in) {
        return assertProblem(response, 400, "invalid-request")
                .body("violations.field", hasItem(field))
                .body("violations.find { it.field == '" + field + "' }.in", equalTo(in))
                .body("violations.find { it.field == '" + field + "' }.message", not(blankOrNullString()));
    }

    /** No stack, class, SQL or constraint. */
    public static void assertShowsNothingInside(String body) {
        for (String word : INSIDE) {
            assertThat(body).as("an error's body").doesNotContainIgnoringCase(word);
        }
    }

    /** Checks that no user has this address: what was refused has made nobody. */
    public static void assertNobodyHas(String email) {
        given().queryParam("email", email)
                .get("/v1/users")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()));
    }
}
