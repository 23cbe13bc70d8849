package org.kennwilliamson.roster.scenario;

import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Parallel;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Stored;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.delete;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.patch;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Api.put;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** There is always somebody who can manage Roster, whatever the administrators do to each other. */
@QuarkusTest
class LastAdministratorTest extends ApiTest {

    private static final String USER = "/v1/users/{id}";

    @Test
    void theLastOneStaysAsTheyAreAndThereIsNoEvent() {
        String last = theOnlyAdministrators(1).get(0);
        Response before = get(USER, last);
        int events = events(last);

        assertProblem(delete(USER, "*", last), 409, "last-administrator");
        assertProblem(patch(USER, "*", Map.of("active", false), last), 409, "last-administrator");
        assertProblem(put(USER + "/roles", List.of("user"), last), 409, "last-administrator");
        assertProblem(given().delete(USER + "/roles/admin", last), 409, "last-administrator");

        Response now = get(USER, last);
        assertThat(now.<Map<String, Object>>path("")).isEqualTo(before.path(""));
        assertThat(now.header("ETag")).isEqualTo(before.header("ETag"));
        assertThat(events(last)).isEqualTo(events);
    }

    @Test
    void anAdministratorWhoIsDisabledDoesNotCount() {
        List<String> two = theOnlyAdministrators(2);
        patch(USER, "*", Map.of("active", false), two.get(0)).then().statusCode(200);

        assertProblem(delete(USER, "*", two.get(1)), 409, "last-administrator");

        delete(USER, "*", two.get(0)).then().statusCode(204);
    }

    @Test
    void whateverElseChangesOfTheLastOneMayChange() {
        String last = theOnlyAdministrators(1).get(0);
        String role = aRole();

        put(USER + "/roles", List.of("admin", "user", role), last).then().statusCode(200);
        given().delete(USER + "/roles/user", last).then().statusCode(204);
        delete("/v1/roles/{name}", "*", role).then().statusCode(204);
        patch(USER, "*", Map.of("active", true, "displayName", "Ada"), last)
                .then()
                .statusCode(200);
    }

    @Test
    void somebodyElseWhoBecomesOneSetsTheFormerFree() {
        String last = theOnlyAdministrators(1).get(0);
        anAdministrator();

        delete(USER, "*", last).then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({
        "REMOVED,  REMOVED",
        "REMOVED,  DISABLED",
        "REMOVED,  REVOKED",
        "DISABLED, DISABLED",
        "DISABLED, REPLACED",
        "REPLACED, REPLACED",
        "REVOKED,  REPLACED",
        "REVOKED,  REVOKED",
    })
    void ofTwoWhoEndEachOtherAtTheSameTimeOneStays(Way one, Way other) {
        List<String> two = theOnlyAdministrators(2);

        CompletableFuture<List<Integer>> statuses = Stored.withLock("roster.administrators", () -> {
            CompletableFuture<List<Integer>> both = CompletableFuture.supplyAsync(
                    () -> Parallel.statuses(List.of(one.request(two.get(0)), other.request(two.get(1)))));
            Ready.until("both wait for their turn", () -> Stored.waitingForLocks() == 2);
            return both;
        });

        assertThat(Collections.frequency(statuses.join(), 409)).isEqualTo(1);
        assertThat(activeAdministrators()).hasSize(1).isSubsetOf(two);
    }

    @Test
    void ofManyWhoAreAllEndedAtTheSameTimeOneStays() {
        List<String> many = theOnlyAdministrators(40);

        List<Integer> statuses = Parallel.statuses(IntStream.range(0, many.size())
                .mapToObj(i -> Way.values()[i % Way.values().length].request(many.get(i)))
                .toList());

        assertThat(statuses).containsOnly(200, 204, 409);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(1);
        assertThat(activeAdministrators()).containsExactly(many.get(statuses.indexOf(409)));
    }

    /** Makes so many, and nobody else is one any more. */
    static List<String> theOnlyAdministrators(int count) {
        List<String> ours = Stream.generate(LastAdministratorTest::anAdministrator)
                .limit(count)
                .toList();
        Stored.column("""
                delete from user_roles
                where role_id = (select id from roles where name = 'admin') and user_id <> all (string_to_array(?, ',')::uuid[])
                returning user_id""", String.join(",", ours));
        return ours;
    }

    private static String anAdministrator() {
        return post("/v1/users", Map.of("email", freshEmail(), "roles", List.of("admin", "user")))
                .path("id");
    }

    private static List<String> activeAdministrators() {
        return Stored.column("""
                select u.id
                from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
                where r.name = 'admin' and u.active""");
    }

    private static int events(String user) {
        return Stored.column("select id from audit_events where entity = 'user:' || ?", user)
                .size();
    }

    /** How one stops being an administrator. */
    enum Way {
        REMOVED("DELETE", "", null),
        DISABLED("PATCH", "", "{\"active\": false}"),
        REPLACED("PUT", "/roles", "[\"user\"]"),
        REVOKED("DELETE", "/roles/admin", null);

        private final String method;
        private final String path;
        private final String body;

        Way(String method, String path, String body) {
            this.method = method;
            this.path = path;
            this.body = body;
        }

        HttpRequest request(String user) {
            String type = this == DISABLED ? "application/merge-patch+json" : "application/json";
            return Parallel.request(method, "/v1/users/" + user + path, body, "If-Match", "*", "Content-Type", type);
        }
    }
}
