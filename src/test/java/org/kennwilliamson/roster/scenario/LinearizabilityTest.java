package org.kennwilliamson.roster.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.ConcurrentHistory;
import org.kennwilliamson.roster.testing.ConcurrentHistory.Call;
import org.kennwilliamson.roster.testing.ConcurrentHistory.Step;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What several clients do at the same time is as if one did it after another, in an order in which nothing stands before
 * what was answered when it began. {@code -Dhistories=N} has more of them, {@code -Dhistories.seed=N} others. Three clients
 * with four calls each are checked in a moment.
 */
@QuarkusTest
class LinearizabilityTest extends ApiTest {

    private static final int HISTORIES = Integer.getInteger("histories", 12);
    private static final long SEED = Long.getLong("histories.seed", 1);
    private static final int CLIENTS = 3;
    private static final int CALLS = 4;

    private static final String USER = "/v1/users/{id}";

    /** There is always one of three: who of them is an administrator. */
    private static Step<Set<Integer>> administrators(Set<Integer> now, Call call) {
        int user = call.number(0);
        Set<Integer> next = new HashSet<>(now);
        switch (call.operation()) {
            case "grant" -> next.add(user);
            case "revoke" -> next.remove(user);
            default -> {
                return new Step<>(now.contains(user), now);
            }
        }
        return next.isEmpty() ? new Step<>(409, now) : new Step<>(204, Set.copyOf(next));
    }

    /** A user's name, which changes only for whoever knows the present version. */
    private record Versioned(int version, String name) {

        Step<Versioned> answer(Call call) {
            if (call.operation().equals("read")) {
                return new Step<>(version + " " + name, this);
            }
            return call.number(1) == version
                    ? new Step<>(200, new Versioned(version + 1, (String)
                            call.arguments().get(0)))
                    : new Step<>(412, this);
        }
    }

    /** No two users have one address: the number of each one's. */
    private static Step<List<Integer>> addresses(List<Integer> now, Call call) {
        int user = call.number(0);
        if (call.operation().equals("read")) {
            return new Step<>(now.get(user), now);
        }
        int address = call.number(1);
        if (now.get(user) != address && now.contains(address)) {
            return new Step<>(409, now);
        }
        List<Integer> next = new ArrayList<>(now);
        next.set(user, address);
        return new Step<>(200, List.copyOf(next));
    }

    @Test
    void theLastAdministrator() {
        linearizable(
                Set.of(0, 1, 2),
                LinearizabilityTest::administrators,
                random -> {
                    int user = random.nextInt(3);
                    return switch (random.nextInt(4)) {
                        case 0 -> Call.of("grant", user);
                        case 1 -> Call.of("isOne", user);
                        default -> Call.of("revoke", user);
                    };
                },
                () -> {
                    List<String> three = LastAdministratorTest.theOnlyAdministrators(3);
                    return call -> {
                        String user = three.get(call.number(0));
                        return switch (call.operation()) {
                            case "grant" ->
                                given().put(USER + "/roles/admin", user).statusCode();
                            case "revoke" ->
                                given().delete(USER + "/roles/admin", user).statusCode();
                            default ->
                                Api.get(USER, user).<List<String>>path("roles").contains("admin");
                        };
                    };
                });
    }

    @Test
    void whatIsChangedByItsVersion() {
        linearizable(
                new Versioned(0, "first"),
                Versioned::answer,
                random -> random.nextInt(3) == 0
                        ? Call.of("read")
                        : Call.of("write", "name " + random.nextInt(3), random.nextInt(4)),
                () -> {
                    Response user = Api.post("/v1/users", Map.of("email", Api.freshEmail(), "displayName", "first"));
                    int first = version(user);
                    return call -> {
                        if (call.operation().equals("read")) {
                            Response now = Api.get(USER, user.<String>path("id"));
                            return version(now) - first + " " + now.path("displayName");
                        }
                        return Api.patch(
                                        USER,
                                        "\"" + (first + call.number(1)) + "\"",
                                        Map.of("displayName", call.arguments().get(0)),
                                        user.<String>path("id"))
                                .statusCode();
                    };
                });
    }

    @Test
    void addressesThatChangeHands() {
        linearizable(
                List.of(0, 1, 2),
                LinearizabilityTest::addresses,
                random -> random.nextInt(3) == 0
                        ? Call.of("read", random.nextInt(3))
                        : Call.of("move", random.nextInt(3), random.nextInt(5)),
                () -> {
                    List<String> addresses =
                            Stream.generate(Api::freshEmail).limit(5).toList();
                    List<String> users = addresses.subList(0, 3).stream()
                            .map(email -> Api.post("/v1/users", Map.of("email", email))
                                    .<String>path("id"))
                            .toList();
                    return call -> {
                        String user = users.get(call.number(0));
                        return call.operation().equals("read")
                                ? addresses.indexOf(Api.get(USER, user).<String>path("email"))
                                : (Object) Api.patch(
                                                USER,
                                                "*",
                                                Map.of("email", addresses.get((int)
                                                        call.arguments().get(1))),
                                                user)
                                        .statusCode();
                    };
                });
    }

    /** A user who is read twice, the second time as before a change that was answered in between. */
    @Test
    void anAnswerFromBeforeIsFound() {
        List<Object> answers = new ArrayList<>(List.of(200, "0 first"));
        ConcurrentHistory stale = ConcurrentHistory.of(
                List.of(List.of(Call.of("write", "second", 0), Call.of("read"))), call -> answers.remove(0));

        assertThat(stale.isLinearizable(new Versioned(0, "first"), Versioned::answer))
                .isFalse();
    }

    /** Two who revoke each other's role, and nobody is left. */
    @Test
    void whatOnlyTogetherIsWrongIsFound() {
        ConcurrentHistory both = ConcurrentHistory.of(
                List.of(List.of(Call.of("revoke", 0)), List.of(Call.of("revoke", 1)), List.of(Call.of("revoke", 2))),
                call -> 204);

        assertThat(both.isLinearizable(Set.of(0, 1, 2), LinearizabilityTest::administrators))
                .isFalse();
    }

    private static <S> void linearizable(
            S initial,
            BiFunction<S, Call, Step<S>> model,
            Function<Random, Call> next,
            Supplier<Function<Call, Object>> begin) {
        Random random = new Random(SEED);
        for (int number = 0; number < HISTORIES; number++) {
            List<List<Call>> calls = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> IntStream.range(0, CALLS)
                            .mapToObj(i -> next.apply(random))
                            .toList())
                    .toList();

            ConcurrentHistory history = ConcurrentHistory.of(calls, begin.get());

            assertThat(history.isLinearizable(initial, model))
                    .as("history %d of seed %d:%s", number, SEED, history)
                    .isTrue();
        }
    }

    private static int version(Response user) {
        return Integer.parseInt(Objects.requireNonNull(user.header("ETag")).replace("\"", ""));
    }
}
