package org.kennwilliamson.roster.user;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Token;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.kennwilliamson.roster.testing.Api.as;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

@QuarkusTest
class MeResourceTest extends ApiTest {

    private Person ada;

    @BeforeEach
    void thereIsSomebody() {
        ada = Person.with("user");
    }

    @Test
    void onesOwnAccountIsTheUserOfThatId() {
        String token = ada.signIn().path("accessToken");
        String etag = as(token)
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(ada.id()))
                .body("email", equalTo(ada.email()))
                .extract()
                .header("ETag");

        as(token).header("If-None-Match", etag).get("/v1/me").then().statusCode(304);
        as(token).get("/v1/users/{id}", ada.id()).then().statusCode(200).header("ETag", equalTo(etag));
    }

    @Test
    void aServiceHasNoAccount() {
        assertProblem(Api.as(Token.of("a-service", "user")).get("/v1/me"), 404, "not-found");
    }

    @Test
    void nameAndAddressAreOnesOwnToChangeWhateverTheVersion() {
        String email = Api.freshEmail();

        patch(null, Map.of("displayName", "Ada", "email", email))
                .then()
                .statusCode(200)
                .body("displayName", equalTo("Ada"))
                .body("email", equalTo(email));

        get("/v1/audit-events?entity=user:" + ada.id())
                .then()
                .body("items[0].action", equalTo("user.changed"))
                .body("items[0].actor", equalTo(ada.id()));
    }

    @Test
    void aVersionThatIsNamedCounts() {
        assertProblem(patch("\"41\"", Map.of("displayName", "Ada")), 412, "stale-version");

        get("/v1/users/{id}", ada.id()).then().body("displayName", nullValue());
    }

    @Test
    void whetherOneIsActiveIsNotOnesOwnToChange() {
        assertInvalid(patch(null, Map.of("active", false)), "active");

        get("/v1/users/{id}", ada.id()).then().body("active", equalTo(true));
    }

    @Test
    void somebodyElsesAddressIsTaken() {
        assertProblem(patch(null, Map.of("email", Person.with().email())), 409, "email-taken");
    }

    private Response patch(String ifMatch, Map<String, Object> body) {
        RequestSpecification request =
                ada.signedIn().contentType("application/merge-patch+json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).patch("/v1/me");
    }
}
