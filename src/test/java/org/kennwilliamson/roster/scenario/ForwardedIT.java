package org.kennwilliamson.roster.scenario;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.RosterProcess;
import org.kennwilliamson.roster.testing.TestDatabase;
import org.kennwilliamson.roster.testing.Token;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose word counts for where a request comes from. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("program")
class ForwardedIT {

    private static final String UNTRUSTED = "TRUSTED_PROXIES doesn't name it";

    private RosterProcess behindProxies;
    private RosterProcess alone;

    @BeforeAll
    void startBoth() {
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> variables = new HashMap<>(database.environment());
        alone = RosterProcess.start(variables).ready();
        variables.put("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8, 2001:db8::/32");
        behindProxies = RosterProcess.start(variables).ready();
    }

    @AfterAll
    void stopBoth() {
        alone.close();
        behindProxies.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7                              | 192.0.2.7",
                "192.0.2.7, 10.1.2.3                    | 192.0.2.7",
                "192.0.2.7, 2001:db8::1, 10.1.2.3       | 192.0.2.7",
                "198.51.100.9, 192.0.2.7                | 192.0.2.7",
                "127.0.0.1, 192.0.2.7, 10.1.2.3         | 192.0.2.7",
                "10.1.2.3, 10.4.5.6                     | 10.1.2.3",
                "2001:db9::7                            | 2001:db9::7",
                "::ffff:192.0.2.7                       | 192.0.2.7",
                "192.0.2.7, ::ffff:10.1.2.3             | 192.0.2.7",
                "198.51.100.9; 192.0.2.7                | 192.0.2.7",
                "198.51.100.9, 198.51.100.8; 192.0.2.7, 10.1.2.3 | 192.0.2.7",
                "192.0.2.7,                             | 192.0.2.7",
                "192.0.2.7, , 10.1.2.3                  | 192.0.2.7",
                "203.0.113.7:5678                       | 203.0.113.7",
                "198.51.100.9, 203.0.113.7:5678, 10.1.2.3:80 | 203.0.113.7",
                "203.0.113.7:5678; [2001:db8::1]:443    | 203.0.113.7",
                "[2001:db9::7]:443                      | 2001:db9::7",
                "\"[2001:db9::7]:443\"                  | 2001:db9::7",
                "[::ffff:192.0.2.7]:80                  | 192.0.2.7",
                "unknown, 192.0.2.7                     | 192.0.2.7",
                "unknown                                |",
                "192.0.2.7, unknown                     |",
                "192.0.2.7, unknown, 10.1.2.3           |",
                "192.0.2.7; _hidden                     |",
                "proxy.example.org                      |",
            })
    void behindProxiesItIsTheLastAddressThatNoProxyHas(String headers, String address) {
        assertThat(addressOf(behindProxies, headers.split(";"))).isEqualTo(address);
    }

    /** They would share the proxy's, and fifty failures of one would lock all of them. */
    @Test
    void clientsWhoseAddressNobodyKnowsAreLockedByTheirAccountsAlone() {
        for (int i = 0; i < 51; i++) {
            signIn("unknown").then().statusCode(401);
        }

        signIn("_somebody-else").then().statusCode(401);
        assertThat(behindProxies.output()).containsOnlyOnce("is no address");
    }

    @Test
    void withoutProxiesNobodyIsBelieved() {
        assertThat(addressOf(alone, "192.0.2.7")).isEqualTo("127.0.0.1");
        assertThat(addressOf(alone, "192.0.2.8")).isEqualTo("127.0.0.1");
        assertThat(alone.output()).containsOnlyOnce(UNTRUSTED);
        assertThat(behindProxies.output()).doesNotContain(UNTRUSTED);
        assertThat(hsts(alone, "https")).isNull();
    }

    /** RFC 6797, section 7.2: not over an insecure transport. */
    @Test
    void browsersAreToldToStayWithTlsOnlyWhereAProxySaysThatTheyUseIt() {
        assertThat(hsts(behindProxies, "https")).isEqualTo("max-age=31536000");
        assertThat(hsts(behindProxies, "http")).isNull();
        assertThat(behindProxies.anonymous().get("/v1/users").header("Strict-Transport-Security"))
                .isNull();
    }

    private Response signIn(String forwardedFor) {
        return behindProxies
                .anonymous()
                .header("X-Forwarded-For", forwardedFor)
                .contentType("application/json")
                .body(Map.of("email", Api.freshEmail(), "password", "a-guess-among-many-others"))
                .post("/v1/sessions");
    }

    private static String hsts(RosterProcess roster, String protocol) {
        Response refused =
                roster.anonymous().header("X-Forwarded-Proto", protocol).get("/v1/users");
        assertThat(refused.statusCode()).isEqualTo(401);
        return refused.header("Strict-Transport-Security");
    }

    /** As the audit event has it that such a request made. */
    private static String addressOf(RosterProcess roster, String... headers) {
        String name = Api.freshRole();
        List<String> values = Arrays.stream(headers).map(String::strip).toList();
        roster.as(Token.admin())
                .header(
                        "X-Forwarded-For",
                        values.get(0),
                        values.subList(1, values.size()).toArray())
                .contentType("application/json")
                .body(Map.of("name", name))
                .post("/v1/roles")
                .then()
                .statusCode(201);
        return roster.as(Token.admin())
                .get("/v1/audit-events?entity=role:" + name)
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].address");
    }
}
