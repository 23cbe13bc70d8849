package org.kennwilliamson.roster.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Stored;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.as;

/** Every operation that the API's document has, also those to come: who is turned away, and that nothing happens then. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoMayWhatTest extends ApiTest {

    /** Whoever adds one here opens it to the world. */
    private static final Set<String> FOR_ANYONE =
            Set.of("POST /v1/sessions", "POST /v1/sessions/refresh", "GET /.well-known/jwks.json");

    /** About the caller alone: there is nobody else whose they could ask for. */
    private static final String ONES_OWN = "GET /v1/sessions";

    private static final Set<String> SIGNED_IN = Set.of();
    private static final Set<String> ADMIN = Set.of("admin");
    private static final Set<String> USER = Set.of("admin", "user");

    private List<Operation> operations;
    private String userToken;
    private Map<String, String> own;
    private Map<String, String> somebodyElses;

    @BeforeEach
    void somebodyIsSignedInAndSomebodyElse() {
        if (operations != null) {
            return;
        }
        operations = Operation.all();
        Person ada = Person.with("user");
        JsonPath session = ada.signIn().jsonPath();
        userToken = session.get("accessToken");
        own = Map.of("users", ada.id(), "sessions", session.get("sessionId"), "roles", "user");
        Person bob = Person.with("user");
        somebodyElses = Map.of("users", bob.id(), "sessions", bob.signIn().path("sessionId"), "roles", Api.aRole());
    }

    @Test
    void everyOperationSaysWhoItIsForAndOnlyTheseAreForAnyone() {
        assertThat(operations).hasSizeGreaterThanOrEqualTo(26);
        assertThat(operations)
                .filteredOn(operation -> operation.roles().isEmpty())
                .extracting(Operation::name)
                .containsExactlyInAnyOrderElementsOf(FOR_ANYONE);
        assertThat(guarded())
                .allSatisfy(operation -> assertThat(operation.roles().orElseThrow())
                        .as("who may %s: a test below must know what to expect", operation.name())
                        .isIn(SIGNED_IN, ADMIN, USER));
    }

    @Test
    void whatIsForAnyoneNeedsNoTokenAndAWrongOneDoesNoHarm() {
        Person ada = Person.with("user");
        String credentials = "{\"email\":\"" + ada.email() + "\",\"password\":\"" + ada.password() + "\"}";

        for (Supplier<RequestSpecification> sender :
                List.<Supplier<RequestSpecification>>of(Api::anonymous, () -> as("let-me-in"))) {
            Response signedIn = sender.get()
                    .contentType("application/json")
                    .body(credentials)
                    .post("/v1/sessions");
            signedIn.then().statusCode(201);
            sender.get()
                    .contentType("application/json")
                    .body(Map.of("refreshToken", signedIn.path("refreshToken")))
                    .post("/v1/sessions/refresh")
                    .then()
                    .statusCode(200);
            sender.get().get("/.well-known/jwks.json").then().statusCode(200);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutToken")
    void whoBringsNoTokenIsRefusedEverywhere(String instead, Sender sender) {
        assertRefused(guarded(), sender, somebodyElses, Refusal.NO_TOKEN);
    }

    static Stream<Arguments> withoutToken() {
        String admin = Token.admin();
        return Stream.of(
                Arguments.of("nothing", Sender.nobody()),
                Arguments.of("a password", Sender.with("Authorization", "Basic YWRtaW46YWRtaW4=")),
                Arguments.of("another scheme", Sender.with("Authorization", "Token " + admin)),
                Arguments.of("the token alone", Sender.with("Authorization", admin)),
                Arguments.of("a cookie", Sender.with("Cookie", "Bearer=" + admin + "; access_token=" + admin)),
                Arguments.of("a parameter", new Sender("?access_token=" + admin, Map.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aTokenThatIsWrongIsRefusedEverywhere(String fault, String token) {
        assertRefused(guarded(), Sender.of(token), somebodyElses, Refusal.INVALID_TOKEN);
    }

    static Stream<Arguments> forgeries() {
        return Forgeries.all().entrySet().stream().map(forgery -> Arguments.of(forgery.getKey(), forgery.getValue()));
    }

    @Test
    void whoHasNoRoleIsRefusedWhateverAsksForOneAndWhateverIsSomebodyElses() {
        String token = Person.with().signIn().path("accessToken");

        assertForbidden(guarded(operation -> !operation.name().equals(ONES_OWN)), token, somebodyElses);
    }

    @Test
    void aUserIsRefusedWhatIsSomebodyElses() {
        assertForbidden(
                guarded(operation ->
                        isFor(SIGNED_IN, operation) && !operation.name().equals(ONES_OWN)),
                userToken,
                somebodyElses);
    }

    @Test
    void aUserIsRefusedWhatIsForAdministratorsEvenWhereItIsTheirOwn() {
        assertForbidden(guarded(operation -> isFor(ADMIN, operation)), userToken, own);
    }

    @Test
    void aServiceIsRefusedWhatIsForAdministratorsUnlessItIsOne() {
        assertForbidden(
                guarded(operation -> isFor(ADMIN, operation)), Token.of("a-test", "user", "editor"), somebodyElses);
    }

    /** Else a Roster that refuses everything would do. */
    @Test
    void aUserReadsTheirOwn() {
        assertAllowed(guarded(operation -> !isFor(ADMIN, operation)), userToken, own);
    }

    @Test
    void anAdministratorReadsWhateverIsForAdministratorsOrTheOwner() {
        assertAllowed(guarded(), Token.admin(), somebodyElses);
    }

    private List<Operation> guarded() {
        return guarded(operation -> true);
    }

    private List<Operation> guarded(Predicate<Operation> which) {
        return operations.stream()
                .filter(operation -> operation.roles().isPresent() && which.test(operation))
                .toList();
    }

    private static boolean isFor(Set<String> roles, Operation operation) {
        return operation.roles().orElseThrow().equals(roles);
    }

    private static void assertForbidden(List<Operation> operations, String token, Map<String, String> things) {
        assertRefused(operations, Sender.of(token), things, Refusal.FORBIDDEN);
    }

    private static void assertRefused(
            List<Operation> operations, Sender sender, Map<String, String> things, Refusal refusal) {
        String before = Stored.everything();
        Map<String, Refusal> answers = new LinkedHashMap<>();
        for (Operation operation : operations) {
            answers.put(operation.name(), Refusal.of(operation.send(sender, things)));
        }
        assertThat(answers).isNotEmpty().allSatisfy((operation, answer) -> assertThat(answer)
                .as(operation)
                .isEqualTo(refusal));
        assertThat(Stored.everything()).as("what is stored").isEqualTo(before);
    }

    /** Of what changes nothing. There may be nothing to read, but that is told. */
    private static void assertAllowed(List<Operation> operations, String token, Map<String, String> things) {
        assertThat(operations)
                .filteredOn(operation -> operation.method().equals("GET"))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(
                                operation.send(Sender.of(token), things).statusCode())
                        .as(operation.name())
                        .isNotIn(401, 403));
    }
}
