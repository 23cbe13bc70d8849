package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.freshRole;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;
import static org.kennwilliamson.roster.testing.Problems.assertNobodyHas;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Users that aren't made, and why not. */
@QuarkusTest
class UserRefusalTest extends ApiTest {

    @Test
    void anEMailThatIsTakenInAnyCaseIsAConflict() {
        String email = freshEmail();
        post("/v1/users", Map.of("email", email)).then().statusCode(201);

        for (String taken : List.of(email, email.toUpperCase(Locale.ROOT))) {
            assertProblem(post("/v1/users", Map.of("email", taken)), 409, "email-taken")
                    .body("violations.field", equalTo(List.of("email")))
                    .body("violations.in", equalTo(List.of("body")));
        }
    }

    @Test
    void aRoleThatDoesNotExistMakesNoUser() {
        String email = freshEmail();
        String unknown = freshRole();

        assertProblem(
                        post("/v1/users", Map.of("email", email, "roles", List.of(aRole(), unknown))),
                        422,
                        "unknown-role")
                .body("violations[0].field", equalTo("roles"))
                .body("violations[0].in", equalTo("body"))
                .body("violations[0].message", containsString(unknown));

        assertNobodyHas(email);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada",
                "@example.org",
                "ada@",
                "ada @example.org",
                "a@b@example.org",
                "ada@exa mple.org",
                "ädä@example.org",
                "ada@exämple.org",
                "ada\\u0000@example.org",
                "ada\\n@example.org",
                "ada\\ud800@example.org"
            })
    void whatIsNoEMailIsRefused(String email) {
        assertInvalid(post("/v1/users", "{\"email\": \"" + email + "\"}"), "email");
    }

    @Test
    void anEMailHasAtMost254Characters() {
        String tooLong = freshEmail() + ".x".repeat(101);
        assertThat(tooLong).hasSize(255);

        assertInvalid(post("/v1/users", Map.of("email", tooLong)), "email");
        post("/v1/users", Map.of("email", tooLong.replaceFirst("user-", "user")))
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "Ada\\u0000", "Ada\\nKing", "Ada\\u007f", "Ada\\u0085", "Ada\\ud800", "\\udc00Ada"})
    void aDisplayNameIsOneLineOfText(String name) {
        String email = freshEmail();

        assertInvalid(
                post("/v1/users", "{\"email\": \"" + email + "\", \"displayName\": \"" + name + "\"}"), "displayName");

        assertNobodyHas(email);
    }

    @Test
    void aDisplayNameHasAtMost200Characters() {
        String clef = "𝄞";

        post("/v1/users", Map.of("email", freshEmail(), "displayName", clef.repeat(200)))
                .then()
                .statusCode(201)
                .body("displayName", equalTo(clef.repeat(200)));
        assertInvalid(post("/v1/users", Map.of("email", freshEmail(), "displayName", "a".repeat(201))), "displayName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "User", "1st", "-a", "_a", "a b", "a.b", "ä", "a\\u0000", "a\\n"})
    void aRoleNameIsALowerCaseWord(String name) {
        String email = freshEmail();

        assertInvalid(
                post("/v1/users", "{\"email\": \"" + email + "\", \"roles\": [\"user\", \"" + name + "\"]}"),
                "roles[1]");

        assertNobodyHas(email);
    }

    @Test
    void aRoleNameHasAtMost63Characters() {
        assertInvalid(post("/v1/users", Map.of("email", freshEmail(), "roles", List.of("a".repeat(64)))), "roles[0]");
        assertProblem(
                post("/v1/users", Map.of("email", freshEmail(), "roles", List.of("a".repeat(63)))),
                422,
                "unknown-role");
    }

    @Test
    void nullIsNoRole() {
        assertInvalid(post("/v1/users", "{\"email\": \"" + freshEmail() + "\", \"roles\": [null]}"), "roles[0]");
    }

    @ParameterizedTest
    @CsvSource({"11, 400", "12, 201", "200, 201", "201, 400"})
    void aPasswordHas12To200Characters(int length, int status) {
        post(
                        "/v1/users",
                        Map.of(
                                "email",
                                freshEmail(),
                                "password",
                                "k3J9xQ2mVb7Z".repeat(17).substring(0, length)))
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-long-secret\\u0000", "a-long-secret\\ud800"})
    void aPasswordIsText(String password) {
        assertInvalid(
                post("/v1/users", "{\"email\": \"" + freshEmail() + "\", \"password\": \"" + password + "\"}"),
                "password");
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        assertProblem(
                        post("/v1/users", Map.of("displayName", "", "password", "short", "roles", List.of("X"))),
                        400,
                        "invalid-request")
                .body("violations.field", hasItems("email", "displayName", "password", "roles[0]"));
    }
}
