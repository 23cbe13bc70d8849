package org.kennwilliamson.roster.user;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.get;

/** A walk through every page while others come. */
@QuarkusTest
class UserWalkTest extends ApiTest {

    @Test
    void itMissesAndRepeatsNobodyWhoWasThereBefore() {
        List<String> before = Stored.column("""
                insert into users (email) select 'walk-' || n || '-' || ? || '@example.org'
                from generate_series(1, 10000) n returning id""", UUID.randomUUID().toString());
        AtomicBoolean walking = new AtomicBoolean(true);
        CompletableFuture<Integer> others = CompletableFuture.supplyAsync(() -> usersMadeWhile(walking));

        List<String> seen = walk();
        walking.set(false);

        assertThat(others.join()).as("users who came during the walk").isPositive();
        assertThat(before).hasSize(10_000);
        assertThat(seen).containsAll(before).doesNotHaveDuplicates().isSorted();
    }

    private static List<String> walk() {
        List<String> seen = new ArrayList<>();
        Response page = get("/v1/users?limit=200");
        while (page.then().statusCode(200).extract().path("next") != null) {
            seen.addAll(page.path("items.id"));
            page = get("/v1/users?limit=200&after={after}", page.<String>path("next"));
        }
        seen.addAll(page.path("items.id"));
        return seen;
    }

    private static int usersMadeWhile(AtomicBoolean walking) {
        int made = 0;
        while (walking.get() && made < 1_000) {
            aUser().then().statusCode(201);
            made++;
        }
        return made;
    }
}
