package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.kennwilliamson.roster.testing.Problems;

/**
 * What a client was told.
 *
 * @param status 0 if there was no answer
 * @param fault what isn't as an answer has to be
 */
record Answer(int status, JsonNode body, Optional<String> fault) {

    /** What follows for the write that was asked for. */
    enum Meaning {
        DONE,
        NOTHING_CHANGED,
        UNKNOWN
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_ERROR = 400;
    private static final int UNAVAILABLE = 503;
    private static final int INTERNAL = 500;
    private static final String MAY_BE = "A change may have been made or not: look before you repeat it.";

    /** The connection was refused, reset, or closed in the middle. */
    static Answer none() {
        return new Answer(0, JSON.nullNode(), Optional.empty());
    }

    /** @param requestId what the client called its request */
    static Answer of(HttpResponse<String> response, String requestId) {
        JsonNode body;
        try {
            body = response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            return new Answer(response.statusCode(), JSON.nullNode(), Optional.of("not JSON: " + e));
        }
        return new Answer(response.statusCode(), body, faultOf(response, body, requestId));
    }

    Meaning meaning() {
        if (status == 0 || status >= INTERNAL && status != UNAVAILABLE || MAY_BE.equals(text("detail"))) {
            return Meaning.UNKNOWN;
        }
        return status < FIRST_ERROR ? Meaning.DONE : Meaning.NOTHING_CHANGED;
    }

    /** Whether the same request may succeed later. */
    boolean isTemporary() {
        return status == 0 || status >= INTERNAL || problem().equals("request-under-way");
    }

    /** The end of the problem's URI; empty if it is none. */
    String problem() {
        return text("type").replace("urn:roster:problem:", "");
    }

    String text(String field) {
        return body.path(field).asText("");
    }

    private static Optional<String> faultOf(HttpResponse<String> response, JsonNode body, String requestId) {
        if (response.statusCode() < FIRST_ERROR) {
            return Optional.empty();
        }
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                || body.path("status").asInt() != response.statusCode()
                || !body.path("type").asText().startsWith("urn:roster:problem:")
                || !body.path("requestId").asText().equals(requestId)) {
            return Optional.of("no problem document: " + response.body());
        }
        if (response.statusCode() == UNAVAILABLE
                && response.headers().firstValue("Retry-After").isEmpty()) {
            return Optional.of("no Retry-After: " + response.body());
        }
        if (response.statusCode() >= INTERNAL && response.statusCode() != UNAVAILABLE) {
            return Optional.of("status " + response.statusCode() + ": " + response.body());
        }
        try {
            Problems.assertShowsNothingInside(response.body());
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e.getMessage());
        }
    }
}
