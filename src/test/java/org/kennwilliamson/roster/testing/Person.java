package org.kennwilliamson.roster.testing;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.post;

/** A user who can sign in. */
public record Person(String id, String email, String password) {

    /** Nobody's idea of a good password but this test's. */
    public static final String PASSWORD = "seven-herons-over-the-mill";

    /** Makes somebody with these roles. */
    public static Person with(String... roles) {
        String email = freshEmail();
        String id = post("/v1/users", Map.of("email", email, "password", PASSWORD, "roles", List.of(roles)))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Person(id, email, PASSWORD);
    }

    /** The answer to a sign-in. */
    public Response signIn() {
        return signInWith(password);
    }

    /** The answer to a sign-in with another password. */
    public Response signInWith(String other) {
        return anonymous()
                .contentType("application/json")
                .body(Map.of("email", email, "password", other))
                .post("/v1/sessions");
    }

    /** Requests of this person, freshly signed in. */
    public RequestSpecification signedIn() {
        return Api.as(signIn().then().statusCode(201).extract().path("accessToken"));
    }
}
