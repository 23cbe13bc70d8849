package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;

import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;

@QuarkusTest
class UserResourceTest extends ApiTest {

    @Test
    void aNewUserIsFoundByIdWithItsRoles() {
        String email = freshEmail();

        String id = post("/v1/users", Map.of("email", email, "roles", List.of("user")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        get("/v1/users/{id}", id)
                .then()
                .statusCode(200)
                .body("email", equalTo(email))
                .body("roles", equalTo(List.of("user")));
    }
}
