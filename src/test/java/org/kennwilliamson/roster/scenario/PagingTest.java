package org.kennwilliamson.roster.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.delete;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Problems.assertInvalid;

/** What every list has in common: pages, cursors and links. */
@QuarkusTest
class PagingTest extends ApiTest {

    @Test
    void theCursorOfEachPageLeadsToTheNextAndTheLastHasNone() {
        String role = aRole();
        List<String> ids = users(5, role, "Ada");

        Response first = given().queryParam("role", role).queryParam("limit", 2).get("/v1/users");
        Response second = given().queryParams("role", role, "limit", 2, "after", first.path("next"))
                .get("/v1/users");
        Response third = given().queryParams("role", role, "limit", 2, "after", second.path("next"))
                .get("/v1/users");

        first.then().body("items.id", equalTo(ids.subList(0, 2)));
        second.then().body("items.id", equalTo(ids.subList(2, 4)));
        third.then().body("items.id", equalTo(ids.subList(4, 5))).body("next", nullValue());
        assertThat(third.headers().hasHeaderWithName("Link")).isFalse();
        assertThat(third.<Map<String, Object>>path("")).containsOnlyKeys("items", "next");
    }

    @Test
    void aPageThatIsExactlyFullIsTheLast() {
        String role = aRole();
        List<String> ids = users(3, role, "Ada");

        Response page = given().queryParams("role", role, "limit", 3).get("/v1/users");

        page.then().body("items.id", equalTo(ids)).body("next", nullValue());
        assertThat(page.headers().hasHeaderWithName("Link")).isFalse();
    }

    @Test
    void theLinkKeepsFiltersAndLimitWhateverTheyContain() {
        String role = aRole();
        String name = "R&D = 100% + ünï#/?<b>\"; {1} " + UUID.randomUUID();
        List<String> ids = users(3, role, name);
        users(1, role, "Other");

        List<String> seen = new ArrayList<>();
        Response page = given().queryParams("q", name, "role", role, "limit", 1).get("/v1/users");
        for (int i = 0; i < 3; i++) {
            page.then().statusCode(200).body("items", hasSize(1));
            seen.add(page.path("items[0].id"));
            if (page.path("next") != null) {
                page = follow(page);
            }
        }

        assertThat(seen).isEqualTo(ids);
        assertThat(page.<String>path("next")).isNull();
    }

    @Test
    void aListThatChangesMeanwhileRepeatsNothingAndMissesNothingThatStays() {
        Random random = new Random(7);
        for (int round = 0; round < 3; round++) {
            String role = aRole();
            List<String> there = new ArrayList<>(users(25, role, "Ada"));
            Set<String> gone = new HashSet<>();
            List<String> seen = new ArrayList<>();
            Response page = null;
            do {
                page = given().queryParams("role", role, "limit", 1 + random.nextInt(5))
                        .queryParams(page == null ? Map.of() : Map.of("after", page.path("next")))
                        .get("/v1/users");
                seen.addAll(page.path("items.id"));
                if (random.nextBoolean()) {
                    users(1, role, "Late");
                }
                String deleted = there.get(random.nextInt(there.size()));
                if (random.nextBoolean() && gone.add(deleted)) {
                    delete("/v1/users/{id}", "*", deleted).then().statusCode(204);
                }
            } while (page.path("next") != null);

            assertThat(seen).as("round %d", round).doesNotHaveDuplicates().isSorted();
            there.removeAll(gone);
            assertThat(seen).as("round %d", round).containsAll(there);
        }
    }

    @Test
    void anEmptyListIsAPageToo() {
        given().queryParam("role", aRole())
                .get("/v1/users")
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()))
                .body("next", nullValue());
    }

    @Test
    void fiftyAreAPageUnlessTheClientSaysOtherwise() {
        String role = aRole();
        users(51, role, "Ada");

        get("/v1/users?role={role}", role).then().body("items", hasSize(50));
        get("/v1/users?role={role}&limit=1", role).then().body("items", hasSize(1));
        get("/v1/users?role={role}&limit=200", role).then().body("items", hasSize(51));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "x", "1.5", "%31%00", "99999999999", "%D9%A1"})
    void aLimitIsAWholeNumberFrom1To200(String limit) {
        for (String list : List.of("/v1/users", "/v1/roles", "/v1/roles/user/users")) {
            assertInvalid(raw(list + "?limit=" + limit), "limit", "query");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "%00",
                "!",
                "null",
                "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90",
                "AAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAA/g",
                "AAAAAAAAAAAAAAAAAAAAAB",
                "AAAAAAAAAAAAAAAAAAAAAA%3D%3D",
                "%F0%9D%84%9E"
            })
    void aCursorIsOneThatAPageHandedOut(String cursor) {
        for (String list : List.of("/v1/users", "/v1/roles", "/v1/roles/user/users")) {
            assertInvalid(raw(list + "?after=" + cursor), "after", "query");
        }
    }

    @Test
    void rolesHavePagesToo() {
        Stream.generate(Api::aRole).limit(2).forEach(role -> {});

        Response first = get("/v1/roles?limit=3");
        Response second = follow(first);

        first.then().statusCode(200).body("items", hasSize(3));
        second.then().statusCode(200);
        assertThat(second.<List<String>>path("items.id"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.<List<String>>path("items.id"))
                .allSatisfy(id -> assertThat(id).isGreaterThan(first.path("items[2].id")));
    }

    private static Response follow(Response page) {
        assertThat(page.header("Link")).matches("<[!-~&&[^<>]]+>; rel=\"next\"");
        return raw(page.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1"));
    }

    private static Response raw(String pathAndQuery) {
        return given().urlEncodingEnabled(false).get(pathAndQuery);
    }

    private static List<String> users(int count, String role, String name) {
        return Stream.generate(() -> post(
                                "/v1/users", Map.of("email", freshEmail(), "displayName", name, "roles", List.of(role)))
                        .<String>path("id"))
                .limit(count)
                .toList();
    }
}
