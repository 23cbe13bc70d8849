package org.kennwilliamson.roster.scenario;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Stored;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.aRole;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Api.patch;
import static org.kennwilliamson.roster.testing.Api.put;

/** A change that waited for another one shows what that one left. */
@QuarkusTest
class QueuedChangesTest extends ApiTest {

    @Test
    void aPatchOfWhateverVersionAnswersWithTheRoleThatWasGrantedWhileItWaited() {
        String id = aUser().path("id");
        String role = aRole();

        CompletableFuture<Response> patched = Stored.withLockedUser(id, () -> {
            queue(1, () -> given().put("/v1/users/{id}/roles/{role}", id, role));
            return queue(2, () -> patch("/v1/users/{id}", "*", Map.of("displayName", "Ada"), id));
        });

        Response answer = patched.join();
        assertThat(answer.<List<String>>path("roles")).containsExactly(role);
        assertThat(get("/v1/users/{id}", id).header("ETag")).isEqualTo(answer.header("ETag"));
    }

    @Test
    void aRevocationAndTheRemovalOfTheRoleBothSucceed() {
        String id = aUser().path("id");
        String role = aRole();
        given().put("/v1/users/{id}/roles/{role}", id, role).then().statusCode(204);

        List<CompletableFuture<Response>> both = Stored.withLockedUser(
                id,
                () -> List.of(
                        queue(1, () -> given().header("If-Match", "*").delete("/v1/roles/{role}", role)),
                        queue(2, () -> given().delete("/v1/users/{id}/roles/{role}", id, role))));

        assertThat(both.get(0).join().statusCode()).isEqualTo(204);
        assertThat(both.get(1).join().statusCode())
                .as("done, or the role is gone")
                .isIn(204, 404);
    }

    @Test
    void whoChangesNothingOfTheRolesWaitsForNobody() {
        String id = aUser().path("id");
        String role = aRole();
        String another = aRole();
        given().put("/v1/users/{id}/roles/{role}", id, role).then().statusCode(204);

        List<Integer> statuses = Stored.withLockedUser(
                id,
                () -> List.of(
                        given().put("/v1/users/{id}/roles/{role}", id, role).statusCode(),
                        given().delete("/v1/users/{id}/roles/{role}", id, another)
                                .statusCode(),
                        put("/v1/users/{id}/roles", List.of(role), id).statusCode()));

        assertThat(statuses).containsExactly(204, 204, 200);
    }

    /** Sends a request and returns once so many wait for the lock. */
    private static CompletableFuture<Response> queue(int waiting, Supplier<Response> request) {
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(request);
        Ready.until(waiting + " wait for the lock", () -> Stored.waitingForLocks() >= waiting);
        return answer;
    }
}
