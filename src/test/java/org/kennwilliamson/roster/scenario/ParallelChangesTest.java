package org.kennwilliamson.roster.scenario;

import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.post;
import static org.kennwilliamson.roster.testing.Parallel.request;
import static org.kennwilliamson.roster.testing.Parallel.statuses;
import static org.kennwilliamson.roster.testing.Parallel.statusesOfChanges;

/** What many do to one user at the same time. */
@QuarkusTest
class ParallelChangesTest extends ApiTest {

    @Test
    void ofAHundredPatchesWithOneTagExactlyOneHappens() {
        Response user = aUser();
        String path = "/v1/users/" + user.path("id");

        List<Integer> statuses = statusesOfChanges(
                user.path("id"),
                IntStream.range(0, 100)
                        .mapToObj(i -> request(
                                "PATCH",
                                path,
                                "{\"displayName\": \"Ada " + i + "\"}",
                                "If-Match",
                                user.header("ETag"),
                                "Content-Type",
                                "application/merge-patch+json"))
                        .toList());

        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 412)).isEqualTo(99);
        assertThat(get(path).<String>path("displayName")).isEqualTo("Ada " + statuses.indexOf(200));
    }

    @Test
    void ofManyWhoTakeOneEMailExactlyOneGetsIt() {
        String email = freshEmail();
        HttpRequest create =
                request("POST", "/v1/users", "{\"email\": \"" + email + "\"}", "Content-Type", "application/json");

        List<Integer> statuses = statuses(Collections.nCopies(30, create));

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(29);
    }

    @Test
    void ofManyWholeSetsOneIsLeftAndIsWhole() {
        Response user = aUser();
        String path = "/v1/users/" + user.path("id") + "/roles";
        List<List<String>> sets = Stream.generate(() -> sorted(aRole(), aRole(), aRole()))
                .limit(20)
                .toList();

        List<Integer> statuses = statusesOfChanges(
                user.path("id"),
                sets.stream()
                        .map(set -> request("PUT", path, json(set), "Content-Type", "application/json"))
                        .toList());

        assertThat(statuses).hasSize(20).containsOnly(200);
        assertThat(get(path).<List<String>>path("")).isIn(sets);
    }

    @Test
    void singleRolesThatAreGivenTogetherAllArriveAndAllCount() {
        Response user = aUser();
        String path = "/v1/users/" + user.path("id");
        List<String> roles = Stream.generate(Api::aRole).limit(20).sorted().toList();

        List<Integer> statuses = statusesOfChanges(
                user.path("id"),
                roles.stream()
                        .map(role -> request("PUT", path + "/roles/" + role, null))
                        .toList());

        assertThat(statuses).hasSize(20).containsOnly(204);
        Response now = get(path);
        assertThat(now.<List<String>>path("roles")).isEqualTo(roles);
        assertThat(now.header("ETag")).isNotEqualTo(user.header("ETag"));
    }

    @Test
    void togetherTheyCanNotGiveAUserMoreThanAHundredRoles() {
        List<String> roles = Stream.generate(Api::aRole).limit(115).toList();
        Response user = post("/v1/users", Map.of("email", freshEmail(), "roles", roles.subList(0, 95)));
        String path = "/v1/users/" + user.path("id") + "/roles";

        List<Integer> statuses = statusesOfChanges(
                user.path("id"),
                roles.subList(95, 115).stream()
                        .map(role -> request("PUT", path + "/" + role, null))
                        .toList());

        assertThat(get(path).<List<String>>path("")).hasSize(100);
        assertThat(Collections.frequency(statuses, 204)).isEqualTo(5);
        assertThat(Collections.frequency(statuses, 422)).isEqualTo(15);
    }

    @Test
    void aRoleThatIsRemovedWhileItIsGivenLeavesNoTrace() {
        String role = aRole();
        Response user = aUser();
        String path = "/v1/users/" + user.path("id") + "/roles";

        List<Integer> statuses = statuses(Stream.concat(
                        Stream.of(request("DELETE", "/v1/roles/" + role, null, "If-Match", "*")),
                        Collections.nCopies(20, request("PUT", path + "/" + role, null)).stream())
                .toList());

        assertThat(statuses.get(0)).isEqualTo(204);
        assertThat(statuses).isSubsetOf(204, 404, 422);
        assertThat(get(path).<List<String>>path("")).isEmpty();
    }

    private static List<String> sorted(String... names) {
        return Stream.of(names).sorted().toList();
    }

    private static String json(List<String> names) {
        return "[\"" + String.join("\", \"", names) + "\"]";
    }
}
