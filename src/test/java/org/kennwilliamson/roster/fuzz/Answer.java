package org.kennwilliamson.roster.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An answer as it came: its headers with their repetitions. */
record Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    Answer withBody(byte[] other) {
        return new Answer(status, headers, other);
    }

    /** The first line of a header, or null. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether another request may follow on the connection. */
    boolean keepsOpen() {
        return !"close".equalsIgnoreCase(header("Connection"))
                && (header("Content-Length") != null
                        || header("Transfer-Encoding") != null
                        || status == 204
                        || status == 304);
    }
}
