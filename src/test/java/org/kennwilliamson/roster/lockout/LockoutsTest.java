package org.kennwilliamson.roster.lockout;

import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Parallel;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.kennwilliamson.roster.testing.Api.anonymous;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Problems.assertProblem;

/** Each test comes from addresses of its own, which the Roster under test believes its proxy. */
@QuarkusTest
class LockoutsTest extends ApiTest {

    private static final String WRONG = "a-guess-among-many-others";

    private final String address = "2001:db8:%x:%x".formatted(random(), random()) + ":1:2:3:4";

    @Test
    void fiveFailuresLockAnAccountForARightPasswordToo() {
        Person ada = Person.with("user");
        failFiveTimes(ada);

        assertThat(lockedSeconds(signIn(ada, ada.password(), address))).isBetween(1, 60);
        assertThat(lockedSeconds(signIn(ada, ada.password(), "192.0.2.1"))).isBetween(1, 60);
    }

    @Test
    void anAccountThatDoesNotExistIsLockedLikeAnyOther() {
        Person nobody = new Person(UUID.randomUUID().toString(), Api.freshEmail(), WRONG);
        failFiveTimes(nobody);

        assertThat(lockedSeconds(signIn(nobody, WRONG, address))).isBetween(1, 60);
    }

    @Test
    void oneAccountsLockIsNoOtherAccounts() {
        failFiveTimes(Person.with("user"));
        Person bob = Person.with("user");

        signIn(bob, bob.password(), address).then().statusCode(201);
    }

    @Test
    void aLockThatHasPassedIsTwiceAsLongTheNextTime() {
        Person ada = Person.with("user");
        failFiveTimes(ada);
        letLocksPass();

        assertProblem(signIn(ada, WRONG, address), 401, "sign-in-refused");

        assertThat(lockedSeconds(signIn(ada, ada.password(), address))).isBetween(61, 120);
    }

    @Test
    void aLockThatHasPassedLetsTheRightPasswordInAndIsForgotten() {
        Person ada = Person.with("user");
        failFiveTimes(ada);
        letLocksPass();

        signIn(ada, ada.password(), address).then().statusCode(201);

        failFiveTimes(ada);
        assertThat(lockedSeconds(signIn(ada, ada.password(), address))).isBetween(1, 60);
    }

    @Test
    void failuresOfYesterdayAreForgotten() {
        Person ada = Person.with("user");
        fail(ada, 4);
        Stored.column("update sign_in_failures set last_failure_at = now() - interval '25 hours' returning 1");

        fail(ada, 4);

        signIn(ada, ada.password(), address).then().statusCode(201);
    }

    @Test
    void fiftyFailuresLockAnAddressWhoeverTheyWereFor() {
        String neighbour = address.replaceFirst(":1:2:3:4$", ":5:6:7:8");
        for (int i = 0; i < 50; i++) {
            signIn(new Person(null, Api.freshEmail(), WRONG), WRONG, address)
                    .then()
                    .statusCode(401);
        }
        Person ada = Person.with("user");

        assertThat(lockedSeconds(signIn(ada, ada.password(), address))).isBetween(1, 60);
        assertThat(lockedSeconds(signIn(ada, ada.password(), neighbour)))
                .as("the same network of 64 bits")
                .isBetween(1, 60);
        signIn(ada, ada.password(), "192.0.2.1").then().statusCode(201);
    }

    @Test
    void aGuessOfAnAccountThatWasLockedMeanwhileIsNotToldWhetherItWasWrong() {
        Person ada = Person.with("user");
        fail(ada, 4);

        List<Integer> statuses = Parallel.statuses(Collections.nCopies(8, guess(ada)));

        assertThat(statuses).containsOnly(401, 429).containsOnlyOnce(401);
    }

    @Test
    void failuresAndLocksAreEvents() {
        Person ada = Person.with("user");
        failFiveTimes(ada);
        signIn(ada, ada.password(), address);

        get("/v1/audit-events?action=sign-in.refused&entity=user:" + ada.id())
                .then()
                .body("items", hasSize(5))
                .body("items[0].address", equalTo(address))
                .body("items[0].actor", equalTo("anonymous"));
        get("/v1/audit-events?action=sign-in.locked&entity=user:" + ada.id())
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void whatSomebodyTypedIsKeptNowhere() {
        String typed = "my-password-in-the-wrong-field-" + UUID.randomUUID();
        signIn(new Person(null, typed + "@example.org", WRONG), WRONG, address);

        assertThat(Stored.column("select subject from sign_in_failures where subject like ?", "%" + typed + "%"))
                .isEmpty();
        assertThat(Stored.column("select id from audit_events e where e::text like ?", "%" + typed + "%"))
                .isEmpty();
        assertThat(Stored.column("select action from audit_events where address = ?", address))
                .containsExactly("sign-in.refused");
    }

    private HttpRequest guess(Person person) {
        return Parallel.request(
                "POST",
                "/v1/sessions",
                "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(person.email(), WRONG),
                "Content-Type",
                "application/json",
                "X-Forwarded-For",
                address);
    }

    private void failFiveTimes(Person person) {
        fail(person, 5);
    }

    private void fail(Person person, int times) {
        for (int i = 0; i < times; i++) {
            assertProblem(signIn(person, WRONG, address), 401, "sign-in-refused");
        }
    }

    private static Response signIn(Person person, String password, String address) {
        return anonymous()
                .header("X-Forwarded-For", address)
                .contentType("application/json")
                .body(Map.of("email", person.email(), "password", password))
                .post("/v1/sessions");
    }

    private static int lockedSeconds(Response response) {
        return Integer.parseInt(
                assertProblem(response, 429, "locked-out").extract().header("Retry-After"));
    }

    private static void letLocksPass() {
        Stored.column("update sign_in_failures set locked_until = now() returning 1");
    }

    private static int random() {
        return ThreadLocalRandom.current().nextInt(0x10000);
    }
}
