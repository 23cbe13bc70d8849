package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.kennwilliamson.roster.testing.Problems.assertShowsNothingInside;

/**
 * How somebody is turned away.
 *
 * @param challenge what {@code WWW-Authenticate} says
 */
record Refusal(int status, String mediaType, String type, String challenge) {

    static final Refusal NO_TOKEN = new Refusal(401, "unauthenticated", "Bearer");
    static final Refusal INVALID_TOKEN = new Refusal(401, "invalid-token", "Bearer error=\"invalid_token\"");
    static final Refusal FORBIDDEN = new Refusal(403, "forbidden", "Bearer error=\"insufficient_scope\"");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Refusal(int status, String type, String challenge) {
        this(status, "application/problem+json", "urn:roster:problem:" + type, challenge);
    }

    /** How this answer turns somebody away, if it does. */
    static Refusal of(HttpResponse<String> answer) {
        assertShowsNothingInside(answer.body());
        return new Refusal(
                answer.statusCode(),
                header(answer, "Content-Type"),
                json(answer.body()).path("type").asText(),
                header(answer, "WWW-Authenticate"));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return String.join("; ", answer.headers().allValues(name));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }
}
