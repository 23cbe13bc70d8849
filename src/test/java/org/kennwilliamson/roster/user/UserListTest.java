package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Stored;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.freshRole;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.patch;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;

/** Which users a list shows. */
@QuarkusTest
class UserListTest extends ApiTest {

    @Test
    void anExactEMailFindsItsUserInAnyCaseAndNobodyElse() {
        String email = freshEmail();
        String id = user(Map.of("email", email));
        user(Map.of("email", email + ".au"));

        assertThat(ids("email", email)).containsExactly(id);
        assertThat(ids("email", email.toUpperCase(Locale.ROOT))).containsExactly(id);
        assertThat(ids("email", email.substring(0, email.length() - 1))).isEmpty();
    }

    @Test
    void aListedUserLooksAsItDoesById() {
        String email = freshEmail();
        String id = user(Map.of("email", email, "displayName", "Ada", "roles", List.of("user", aRole())));

        Map<String, Object> listed =
                given().queryParam("email", email).get("/v1/users").path("items[0]");

        assertThat(listed).isEqualTo(get("/v1/users/{id}", id).path(""));
    }

    @Test
    void aRoleFindsAllWhoHaveItInTheOrderTheyWereMade() {
        String role = aRole();
        List<String> having = List.of(
                user(Map.of("email", freshEmail(), "roles", List.of(role))),
                user(Map.of("email", freshEmail(), "roles", List.of("user", role))),
                user(Map.of("email", freshEmail(), "roles", List.of(role))));
        user(Map.of("email", freshEmail(), "roles", List.of("user")));

        assertThat(ids("role", role)).isEqualTo(having);
    }

    @Test
    void aRoleThatNobodyHasOrThatDoesNotExistFindsNobody() {
        assertThat(ids("role", aRole())).isEmpty();
        assertThat(ids("role", freshRole())).isEmpty();
    }

    @Test
    void aPrefixFindsAddressesAndNamesInAnyCase() {
        String prefix = "Ab-" + UUID.randomUUID();
        String byEMail = user(Map.of("email", prefix + "@example.org"));
        String byName = user(Map.of("email", freshEmail(), "displayName", prefix.toUpperCase(Locale.ROOT) + " King"));
        user(Map.of("email", freshEmail(), "displayName", "not " + prefix));

        assertThat(ids("q", prefix)).containsExactly(byEMail, byName);
        assertThat(ids("q", prefix.toLowerCase(Locale.ROOT))).containsExactly(byEMail, byName);
        assertThat(ids("q", prefix.toUpperCase(Locale.ROOT))).containsExactly(byEMail, byName);
    }

    @Test
    void aPrefixFoldsTheCaseOfLettersBeyondAscii() {
        String tag = UUID.randomUUID().toString();
        String id = user(Map.of("email", freshEmail(), "displayName", "Ælfgifu Ørsted Жук " + tag));

        assertThat(ids("q", "ælfgifu øRSTED жУК " + tag)).containsExactly(id);
    }

    /** An accented letter is one character or two, depending on where it was typed. */
    @Test
    void aPrefixFindsANameHoweverEitherWasTyped() {
        String tag = UUID.randomUUID() + " ";
        String composed = user(Map.of("email", freshEmail(), "displayName", tag + "Zo\u00EB M\u00FCller"));
        String decomposed = user(Map.of("email", freshEmail(), "displayName", tag + "Zoe\u0308 Mu\u0308ller"));
        String changed = user(Map.of("email", freshEmail()));
        // In ASCII: REST Assured sends a merge patch in Latin-1.
        patch("/v1/users/{id}", "*", "{\"displayName\": \"" + tag + "Zoe\\u0308 M\"}", changed)
                .then()
                .statusCode(200);

        String older = user(Map.of("email", freshEmail()));
        Stored.column("update users set display_name = ? where id = ?::uuid returning id", tag + "Zoe\u0308 M", older);

        assertThat(ids("q", tag + "zo\u00EB m")).containsExactly(composed, decomposed, changed, older);
        assertThat(ids("q", tag + "zoe\u0308 m")).containsExactly(composed, decomposed, changed, older);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "*", "'", "\"", "+", "&", "#"})
    void aPrefixIsTakenLiterally(String special) {
        String tag = UUID.randomUUID().toString();
        String literal = user(Map.of("email", freshEmail(), "displayName", tag + special + "x"));
        user(Map.of("email", freshEmail(), "displayName", tag + "ax"));

        assertThat(ids("q", tag + special)).containsExactly(literal);
    }

    @Test
    void aPrefixOfTheHighestCharacterStillFinds() {
        String highest = UUID.randomUUID() + new String(Character.toChars(0x10FFFD));
        String exactly = user(Map.of("email", freshEmail(), "displayName", highest));
        String longer = user(Map.of("email", freshEmail(), "displayName", highest.repeat(2)));

        assertThat(ids("q", highest)).containsExactly(exactly, longer);
    }

    @Test
    void filtersThatAreCombinedMustAllFit() {
        String role = aRole();
        String email = freshEmail();
        String name = "Ada " + UUID.randomUUID();
        String fits = user(Map.of("email", email, "displayName", name, "roles", List.of(role)));
        user(Map.of("email", freshEmail(), "displayName", name));
        user(Map.of("email", freshEmail(), "roles", List.of(role)));

        assertThat(ids("q", name, "role", role)).containsExactly(fits);
        assertThat(ids("email", email, "role", role)).containsExactly(fits);
        assertThat(ids("email", email, "q", name)).containsExactly(fits);
        assertThat(ids("email", email, "q", name, "role", role)).containsExactly(fits);
        assertThat(ids("email", email, "role", "admin")).isEmpty();
        assertThat(ids("email", email, "q", "nobody")).isEmpty();
        assertThat(ids("q", name, "role", "admin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "role", "q"})
    void aFilterIsOneLineOfText(String filter) {
        for (String value : List.of("%00", "a%00b", "a%0Ab", "a%7F", "a".repeat(255))) {
            assertInvalid(given().urlEncodingEnabled(false).get("/v1/users?" + filter + "=" + value), filter, "query");
        }
    }

    private static String user(Map<String, ?> user) {
        return post("/v1/users", user).then().statusCode(201).extract().path("id");
    }

    private static List<String> ids(String... filters) {
        var request = given();
        for (int i = 0; i < filters.length; i += 2) {
            request.queryParam(filters[i], filters[i + 1]);
        }
        return request.get("/v1/users").then().statusCode(200).extract().path("items.id");
    }
}
