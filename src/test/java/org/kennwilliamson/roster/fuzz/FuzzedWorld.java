package org.kennwilliamson.roster.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.kennwilliamson.roster.testing.Token;

/** Who and what is there for requests to be about. What one deletes is made anew, in its place. */
final class FuzzedWorld {

    static final int PEOPLE = 12;

    /** In every password that is sent, and nowhere else. */
    static final String MARK = "qZ7heron";

    private static final List<String> ROLES = List.of("user", "admin", "editor", "fuzz-a", "fuzz-b", "fuzz_c");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final AtomicReferenceArray<Member> people = new AtomicReferenceArray<>(PEOPLE);
    private final AtomicLong names = new AtomicLong();
    private volatile String backup = "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90";

    /** Somebody who is signed in. */
    record Member(String id, String email, String password, String token, String refreshToken, String session) {}

    FuzzedWorld(int port) {
        this.port = port;
        ROLES.forEach(role -> send("POST", "/v1/roles", Token.admin(), object("name", role)));
        for (int place = 0; place < PEOPLE; place++) {
            people.set(place, member(place));
        }
    }

    Member person(int place) {
        return people.get(place);
    }

    List<String> roles() {
        return ROLES;
    }

    /** The id of a backup, if there was one yet. */
    String backup() {
        return backup;
    }

    /** Sees to it that somebody is there and signed in, and the roles and a backup. */
    void restore(int place) {
        HttpResponse<String> me = send("GET", "/v1/me", people.get(place).token(), null);
        if (me.statusCode() != 200) {
            people.set(place, member(place));
        }
        ROLES.forEach(role -> send("POST", "/v1/roles", Token.admin(), object("name", role)));
        JsonNode backups = tree(send("GET", "/v1/backups?limit=1", Token.admin(), null));
        if (backups.at("/items/0/id").isTextual()) {
            backup = backups.at("/items/0/id").asText();
        }
    }

    JsonNode document() {
        return tree(send("GET", "/q/openapi?format=json", Token.admin(), null));
    }

    private Member member(int place) {
        String email = "fuzz-" + place + "-" + names.incrementAndGet() + "@example.org";
        String password = MARK + "s-over-the-mill-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        ObjectNode user = object("email", email).put("password", password);
        user.putArray("roles").add(place % 3 == 0 ? "admin" : "user");
        String id =
                tree(send("POST", "/v1/users", Token.admin(), user)).path("id").asText();
        JsonNode session =
                tree(send("POST", "/v1/sessions", null, object("email", email).put("password", password)));
        return new Member(
                id,
                email,
                password,
                session.path("accessToken").asText(),
                session.path("refreshToken").asText(),
                session.path("sessionId").asText());
    }

    private HttpResponse<String> send(String method, String path, String token, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                // From an address that fails at nothing.
                .header("X-Forwarded-For", "192.0.2.200")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private JsonNode tree(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static ObjectNode object(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }
}
