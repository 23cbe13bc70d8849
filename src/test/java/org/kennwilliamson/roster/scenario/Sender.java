package org.kennwilliamson.roster.scenario;

import java.util.Map;

/** What comes with a request to say whose it is. */
record Sender(String query, Map<String, String> headers) {

    static Sender nobody() {
        return new Sender("", Map.of());
    }

    /** Whoever has this access token. */
    static Sender of(String token) {
        return with("Authorization", "Bearer " + token);
    }

    static Sender with(String header, String value) {
        return new Sender("", Map.of(header, value));
    }
}
