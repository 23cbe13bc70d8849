package org.kennwilliamson.roster.platform.http;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.RawHttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.kennwilliamson.roster.testing.Api.freshEmail;
import static org.kennwilliamson.roster.testing.Api.get;
import static org.kennwilliamson.roster.testing.Problems.assertShowsNothingInside;

/** 64 KiB are enough for every body, whatever the client says of its length. */
@QuarkusTest
class BodyLimitTest extends ApiTest {

    private static final int MOST = 64 * 1024;

    @Test
    void aBodyOfExactlyTheLimitIsTaken() {
        String body = user(freshEmail(), MOST);

        assertThat(RawHttp.post("/v1/users", "Content-Length: " + MOST, body).status())
                .isEqualTo(201);
    }

    @Test
    void aBodyInChunksOfExactlyTheLimitIsTaken() {
        String chunks = RawHttp.chunks(user(freshEmail(), MOST), 5_000);

        RawHttp answer = RawHttp.post("/v1/users", "Transfer-Encoding: chunked", chunks);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void aShortBodyMayComeInChunks() {
        String chunks = RawHttp.chunks(user(freshEmail(), 100), 30);

        RawHttp answer = RawHttp.post("/v1/users", "Transfer-Encoding: chunked", chunks);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void oneByteMoreIsRefusedAndMakesNobody() {
        String email = freshEmail();
        String body = user(email, MOST + 1);

        RawHttp answer = RawHttp.post("/v1/users", "Content-Length: " + body.length(), body);

        assertTooLarge(answer);
        assertNobodyHas(email);
    }

    @Test
    void oneByteMoreInChunksIsRefusedAndMakesNobody() {
        String email = freshEmail();
        String chunks = RawHttp.chunks(user(email, MOST + 1), 5_000);

        RawHttp answer = RawHttp.post("/v1/users", "Transfer-Encoding: chunked", chunks);

        assertTooLarge(answer);
        assertNobodyHas(email);
    }

    @Test
    void aLengthThatIsTooLargeIsRefusedBeforeTheBodyComes() {
        assertTooLarge(RawHttp.post("/v1/users", "Content-Length: 99999999999", ""));
    }

    @Test
    void aBodyInChunksThatNeverEndsIsRefusedBeforeItDoes() {
        String firstChunks = RawHttp.chunks("x".repeat(MOST + 1), 5_000).replaceFirst("0\r\n\r\n$", "");

        assertTooLarge(RawHttp.post("/v1/users", "Transfer-Encoding: chunked", firstChunks));
    }

    @Test
    void theLimitHoldsForEveryPath() {
        assertTooLarge(RawHttp.post("/v1/roles", "Content-Length: 70000", ""));
        assertTooLarge(RawHttp.post("/v1/nothing", "Content-Length: 70000", ""));
    }

    /** Blanks between two tokens make a body as long as one likes. */
    private static String user(String email, int length) {
        String json = "{\"email\": \"" + email + "\"}";
        return json.replace("}", " ".repeat(length - json.length()) + "}");
    }

    private static void assertTooLarge(RawHttp answer) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.head()).containsIgnoringCase("\r\ncontent-type: application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:roster:problem:body-too-large\"")
                .contains("\"status\":413")
                .contains("\"instance\":\"/v1/");
        assertShowsNothingInside(answer.body());
    }

    private static void assertNobodyHas(String email) {
        get("/v1/users?email={email}", email).then().statusCode(200).body("items.size()", equalTo(0));
    }
}
