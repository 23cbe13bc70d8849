package org.kennwilliamson.roster.testing;

import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;

/** What the API's tests say to Roster, in the words of the contract. */
public final class Api {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private Api() {}

    /** An address that no other test has. */
    public static String freshEmail() {
        return "user-" + UUID.randomUUID() + "@example.org";
    }

    /** A name that no other test's role has. */
    public static String freshRole() {
        return "role-" + UUID.randomUUID();
    }

    /** Whoever has this access token. */
    public static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    /** Whoever has none. */
    public static RequestSpecification anonymous() {
        return given().noFilters();
    }

    public static Response get(String path, Object... arguments) {
        return given().get(path, arguments);
    }

    public static Response post(String path, Object body) {
        return json(body).post(path);
    }

    public static Response put(String path, Object body, Object... arguments) {
        return json(body).put(path, arguments);
    }

    /** A merge patch based on the version that {@code etag} names; null sends no {@code If-Match}. */
    public static Response patch(String path, String etag, Object body, Object... arguments) {
        return ifMatch(etag).contentType(MERGE_PATCH).body(body).patch(path, arguments);
    }

    public static Response delete(String path, String etag, Object... arguments) {
        return ifMatch(etag).delete(path, arguments);
    }

    /** Makes a user who is nobody in particular; the answer has id and {@code ETag}. */
    public static Response aUser() {
        return post("/v1/users", Map.of("email", freshEmail()));
    }

    /** Makes a role for nothing in particular and gives its name. */
    public static String aRole() {
        return post("/v1/roles", Map.of("name", freshRole())).path("name");
    }

    private static RequestSpecification json(Object body) {
        return given().contentType("application/json").body(body);
    }

    private static RequestSpecification ifMatch(String etag) {
        return etag == null ? given() : given().header("If-Match", etag);
    }
}
