package org.kennwilliamson.roster.scenario;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.Stored;
import org.kennwilliamson.roster.testing.Token;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.kennwilliamson.roster.testing.Api.aUser;
import static org.kennwilliamson.roster.testing.Api.as;
import static org.kennwilliamson.roster.testing.Api.get;

@QuarkusTest
class ProbesTest extends ApiTest {

    @Test
    void livenessShowsTheDatabasesLastAnswers() {
        probe("/q/health/live")
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks[0].name", equalTo("database"))
                .body("checks[0].data.select1", equalTo("answered"))
                .body("checks[0].data.databaseTime", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                .body("checks[0].data.databaseVersion", startsWith("15"));
    }

    @Test
    void theCountOfUsersFollowsTheirNumberAndSaysThatItIsExact() {
        aUser().then().statusCode(201);

        Ready.until("the new user is counted", () -> counted() == there());
        probe("/q/health/live").body("checks[0].data.usersCount", equalTo("exact"));
    }

    @Test
    void readinessKnowsTheSchemasVersion() {
        String needed = probe("/q/health/ready")
                .statusCode(200)
                .extract()
                .path("checks.find { it.name == 'database' }.data.schemaNeeded");

        probe("/q/health/ready")
                .body("checks.find { it.name == 'database' }.data.schemaVersion", equalTo(needed))
                .body("checks.find { it.name == 'database' }.status", equalTo("UP"));
    }

    @Test
    void itHasStarted() {
        probe("/q/health/started").statusCode(200).body("checks[0].name", equalTo("started"));
    }

    @Test
    void itIsWell() {
        probe("/q/health/well").statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void metricsTellOfRequestsByTheirTemplateAndOfConnections() {
        get("/v1/users/{id}", "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90").then().statusCode(404);

        probe("/q/metrics")
                .statusCode(200)
                .body(containsString("uri=\"/v1/users/{id}\""))
                .body(containsString("pool_name=\"reads\""));
    }

    @Test
    void whatIsRefusedBeforeItsOperationIsFoundIsNoMetricOfItsOwn() {
        String path = "/v1/users/0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e91";
        for (int i = 0; i < 2; i++) {
            as(Token.admin())
                    .contentType("text/plain")
                    .body("x")
                    .patch(path)
                    .then()
                    .statusCode(415);
            as(Token.admin()).post(path).then().statusCode(405);
        }

        probe("/q/metrics").statusCode(200).body(not(containsString(path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/metrics"})
    void clientsOfTheApiDoNotReachThem(String path) {
        get(path).then().statusCode(404).contentType("application/problem+json");
    }

    private static int there() {
        return Integer.parseInt(Stored.column("select count(*) from users").get(0));
    }

    private static int counted() {
        return probe("/q/health/live")
                .body("checks[0].data.users", greaterThanOrEqualTo(0))
                .extract()
                .path("checks[0].data.users");
    }

    private static ValidatableResponse probe(String path) {
        return given().port(managementPort()).get(path).then();
    }
}
