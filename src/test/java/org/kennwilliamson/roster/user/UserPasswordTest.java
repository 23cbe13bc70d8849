package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.password.Hashes;
import org.kennwilliamson.roster.password.Verdict;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Stored;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Api.put;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

@QuarkusTest
class UserPasswordTest extends ApiTest {

    private static final String PASSWORD = "/v1/users/{id}/password";
    private static final String PHC = "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}";

    @Test
    void aPasswordIsSetAndTheUserHasANewTag() {
        Response user = aUser();

        put(PASSWORD, Map.of("password", "a-long-secret"), id(user))
                .then()
                .statusCode(204)
                .body(emptyString());

        assertThat(get("/v1/users/{id}", id(user)).header("ETag")).isNotEqualTo(user.header("ETag"));
        assertThatStored(user, "a-long-secret");
    }

    @Test
    void aNewPasswordTakesTheOldOnesPlace() {
        Response user = post("/v1/users", Map.of("email", freshEmail(), "password", "the-first-secret"));
        assertThatStored(user, "the-first-secret");

        put(PASSWORD, Map.of("password", "ünïcödé 𝄞 secret"), id(user)).then().statusCode(204);

        assertThatStored(user, "ünïcödé 𝄞 secret");
    }

    @Test
    void theSamePasswordHasAnotherHashForEachUser() {
        Response one = post("/v1/users", Map.of("email", freshEmail(), "password", "the-same-secret"));
        Response other = post("/v1/users", Map.of("email", freshEmail(), "password", "the-same-secret"));

        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    @Test
    void aUserWithoutAPasswordHasNone() {
        assertThat(hash(aUser())).isNull();
    }

    @Test
    void noAnswerEverShowsAPassword() {
        String secret = "secret-" + UUID.randomUUID();
        String email = freshEmail();
        Response created = post("/v1/users", Map.of("email", email, "password", secret));

        List<Response> answers = List.of(
                created,
                get("/v1/users/{id}", id(created)),
                given().queryParam("email", email).get("/v1/users"),
                put(PASSWORD, Map.of("password", secret, "unknown", secret), id(created)),
                put(PASSWORD, Map.of("password", secret.repeat(10)), id(created)),
                put(PASSWORD, "{\"password\": \"" + secret + "\"", id(created)),
                put(PASSWORD, List.of(secret), id(created)),
                post("/v1/users", Map.of("email", email, "password", secret)),
                post("/v1/users", Map.of("email", "x", "password", secret)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.asString() + answer.headers())
                .doesNotContain(secret)
                .doesNotContainIgnoringCase("argon2")
                .doesNotContainIgnoringCase("passwordHash"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"11-letters.\"", "null", "123456789012", "\"a-long-secret\\u0000\""})
    void whatIsNoPasswordIsRefusedAndTheOldOneStays(String password) {
        Response user = post("/v1/users", Map.of("email", freshEmail(), "password", "the-first-secret"));

        assertInvalid(put(PASSWORD, "{\"password\": " + password + "}", id(user)), "password");

        assertThatStored(user, "the-first-secret");
    }

    @Test
    void aPasswordThatIsEasilyGuessedIsRefusedAndNothingChanges() {
        Response user = post("/v1/users", Map.of("email", freshEmail(), "password", "the-first-secret"));

        assertInvalid(put(PASSWORD, Map.of("password", "password1234"), id(user)), "password")
                .body("violations.message", hasItem(startsWith("must be harder to guess")));

        assertThatStored(user, "the-first-secret");
        assertThat(get("/v1/users/{id}", id(user)).header("ETag")).isEqualTo(user.header("ETag"));
    }

    @Test
    void aUsersOwnAddressIsNoPassword() {
        String email = freshEmail();
        Response user = post("/v1/users", Map.of("email", email));

        assertInvalid(put(PASSWORD, Map.of("password", email), id(user)), "password")
                .body("violations.message", hasItem(containsString("the user's own e-mail address")));
        assertThat(hash(user)).isNull();

        put(PASSWORD, Map.of("password", email), id(aUser())).then().statusCode(204);
    }

    @Test
    void nobodyIsMadeWithAPasswordThatIsEasilyGuessed() {
        String email = freshEmail();

        assertInvalid(post("/v1/users", Map.of("email", email, "password", email)), "password");
        assertInvalid(post("/v1/users", Map.of("email", email, "password", "password1234")), "password");

        assertThat(Stored.column("select id::text from users where email = ?", email))
                .isEmpty();
    }

    @Test
    void aMissingPasswordIsNamed() {
        assertInvalid(put(PASSWORD, "{}", id(aUser())), "password");
    }

    @Test
    void nobodyHasNoPassword() {
        assertProblem(put(PASSWORD, Map.of("password", "a-long-secret"), UUID.randomUUID()), 404, "not-found");
        assertProblem(put(PASSWORD, Map.of("password", "password1234"), UUID.randomUUID()), 404, "not-found");
        assertProblem(put(PASSWORD, Map.of("password", "a-long-secret"), "no-uuid"), 404, "not-found");
    }

    private static void assertThatStored(Response user, String password) {
        String hash = hash(user);
        assertThat(hash).matches(PHC);
        assertThat(Hashes.verdict(password, hash))
                .as("the stored hash is the hash of this password")
                .isEqualTo(Verdict.RIGHT);
    }

    private static String hash(Response user) {
        return Stored.column("select password_hash from users where id::text = ?", id(user))
                .get(0);
    }

    private static String id(Response user) {
        return user.path("id");
    }
}
