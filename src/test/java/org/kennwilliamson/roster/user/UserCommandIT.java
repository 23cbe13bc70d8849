package org.kennwilliamson.roster.user;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.Schema;
import org.kennwilliamson.roster.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;

/** {@code roster user …} of the packaged program, beside a service that runs. */
@Tag("program")
class UserCommandIT {

    private static final String SECRET = "seven-herons-on-the-pier";

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = new HashMap<>(database.environment());

    @BeforeEach
    void thereIsASchema() {
        new Schema(database).migrate();
    }

    @Test
    void theFirstAdministratorIsMadeAndSignsIn() {
        String made = run(
                0,
                SECRET,
                "create",
                "--email",
                "ada@example.org",
                "--role",
                "admin",
                "--role",
                "user",
                "--password-stdin");

        assertThat(made).contains("Created ada@example.org", "[admin, user]").doesNotContain(SECRET);
        try (RosterProcess roster = RosterProcess.start(variables).ready()) {
            String token =
                    signIn(roster, SECRET).then().statusCode(201).extract().path("accessToken");
            roster.as(token)
                    .get("/v1/audit-events?action=user.created")
                    .then()
                    .body("items.actor", hasItems("operator"));

            assertThat(run(0, "five-otters-in-the-reeds", "password", "--email", "ADA@example.org", "--password-stdin"))
                    .isEqualTo("Set the password of ada@example.org\n");

            roster.as(token).get("/v1/me").then().statusCode(401);
            signIn(roster, SECRET).then().statusCode(401);
            signIn(roster, "five-otters-in-the-reeds").then().statusCode(201);
        }
    }

    @Test
    void programsReadJson() {
        JsonPath user = JsonPath.from(run(0, "", "create", "--email", "bob@example.org", "--json"));

        assertThat(user.getString("email")).isEqualTo("bob@example.org");
        assertThat(user.getString("id")).matches("[0-9a-f-]{36}");
        assertThat(user.getList("roles")).isEmpty();
    }

    @Test
    void whatTheApiRefusesIsRefusedHereToo() {
        run(0, "", "create", "--email", "ada@example.org");
        String before = database.text("select string_agg(email, ',') from users");

        assertThat(run(1, "", "create", "--email", "Ada@Example.org"))
                .isEqualTo("roster user create: Another user has this e-mail address: email is taken\n");
        assertThat(run(1, "", "create", "--email", "bob@example.org", "--role", "king"))
                .contains("roles names roles that don't exist: king")
                .hasLineCount(1);
        assertThat(run(1, "passwordpassword", "create", "--email", "bob@example.org", "--password-stdin"))
                .contains("password ")
                .hasLineCount(1);
        assertThat(run(1, SECRET, "password", "--email", "nobody@example.org", "--password-stdin"))
                .contains("There is no such user.");
        assertThat(database.text("select string_agg(email, ',') from users")).isEqualTo(before);
    }

    @Test
    void misuseIsNamedAndChangesNothing() {
        String help = "\nTry 'roster user create --help'.\n";
        assertThat(run(2, "", "create", "--email", "not an address"))
                .startsWith("roster user create: --email must be an e-mail address")
                .endsWith(help);
        for (String email :
                new String[] {"a@b@example.org", ".a@example.org", "a..b@example.org", "a@-example.org", "a@b..c"}) {
            assertThat(run(2, "", "create", "--email", email))
                    .as("%s, which the API refuses", email)
                    .startsWith("roster user create: --email must be an e-mail address");
        }
        assertThat(run(2, "", "create", "--email", "a@example.org", "--role", "King"))
                .isEqualTo("roster user create: --role is invalid: 'King'" + help);
        assertThat(run(2, "short", "create", "--email", "a@example.org", "--password-stdin"))
                .contains("roster user create: ", "must have 12 to 200 characters")
                .endsWith(help);
        assertThat(run(2, SECRET, "password", "--email", "a@example.org")).contains("--password-stdin");
        assertThat(run(2, "short", "password", "--email", "a@example.org", "--password-stdin"))
                .startsWith("roster user password: The password must have")
                .endsWith("Try 'roster user password --help'.\n");
        assertThat(run(2, "")).contains("Say which: create or password.");
        assertThat(run(0, "", "create", "--help")).contains("Example: roster user create");
        assertThat(database.number("select count(*) from users")).isZero();
    }

    @Test
    void aDatabaseThatIsAwayIsOneLine() {
        variables.put("DATABASE_URL", "postgresql://roster_service:se-cret@127.0.0.1:1/nothing");

        assertThat(run(1, "", "create", "--email", "a@example.org"))
                .startsWith("roster user create: The database can't be reached")
                .hasLineCount(1)
                .doesNotContain("se-cret");
    }

    @Test
    void aDatabaseThatNeverAnswersIsOneLineToo() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            variables.put("DATABASE_URL", "postgresql://nobody@127.0.0.1:" + silent.getLocalPort() + "/nothing");

            assertThat(run(1, "", "create", "--email", "a@example.org"))
                    .startsWith("roster user create: The database can't be reached: Timeout")
                    .hasLineCount(1);
        }
    }

    private static Response signIn(RosterProcess roster, String password) {
        return roster.anonymous()
                .contentType("application/json")
                .body(Map.of("email", "ada@example.org", "password", password))
                .post("/v1/sessions");
    }

    private String run(int code, String input, String... arguments) {
        String[] all = Stream.concat(Stream.of("user"), Stream.of(arguments)).toArray(String[]::new);
        try (RosterProcess roster = RosterProcess.start(variables, all)) {
            roster.type(input + "\n");
            return roster.ended(code);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
