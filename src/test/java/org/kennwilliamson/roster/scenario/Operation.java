package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.anonymous;

/**
 * An operation as the API's document has it, and a request for it that has no fault but, maybe, its sender.
 *
 * @param roles those that it is for, each by itself; none of them for whoever is signed in; empty where it asks for no
 *     token
 * @param mediaType of the body; null without one
 */
record Operation(String method, String path, Optional<Set<String>> roles, String mediaType, String body) {

    /** Not REST Assured, which takes ten times as long: there are a thousand requests. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head", "options");

    /** All that the Roster under test serves. */
    static List<Operation> all() {
        JsonNode document = document();
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(entry -> of(document, path.getKey(), entry.getKey(), entry.getValue())))
                .toList();
    }

    String name() {
        return method + " " + path;
    }

    /**
     * Sends the request.
     *
     * @param ids what to put where the path has the id or the name of one of these things: {@code users}, say
     */
    HttpResponse<String> send(Sender from, Map<String, String> ids) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + filled(ids) + from.query()))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("If-Match", "*");
        if (mediaType != null) {
            request.header("Content-Type", mediaType);
        }
        from.headers().forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(name(), e);
        }
    }

    /** Things that nobody thought of have an id, and there is none of them. */
    private String filled(Map<String, String> ids) {
        String filled = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replaceFirst("/" + id.getKey() + "/\\{[^}]+}", "/" + id.getKey() + "/" + id.getValue());
        }
        return filled.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    private static Operation of(JsonNode document, String path, String method, JsonNode operation) {
        String name = method.toUpperCase() + " " + path;
        JsonNode content = operation.at("/requestBody/content");
        String mediaType = content.isEmpty() ? null : content.fieldNames().next();
        String body = mediaType == null ? null : example(name, document, content.path(mediaType));
        return new Operation(method.toUpperCase(), path, roles(operation.path("security")), mediaType, body);
    }

    private static Optional<Set<String>> roles(JsonNode security) {
        if (security.isEmpty()) {
            return Optional.empty();
        }
        Set<String> roles = new TreeSet<>();
        security.forEach(alternative -> alternative.forEach(names -> names.forEach(role -> roles.add(role.asText()))));
        return Optional.of(roles);
    }

    private static String example(String operation, JsonNode document, JsonNode content) {
        JsonNode schema = content.path("schema");
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        JsonNode example = resolved.path("examples").path(0);
        assertThat(example.isMissingNode())
                .as("the body of %s has an example", operation)
                .isFalse();
        return example.toString();
    }

    private static JsonNode document() {
        try {
            return new ObjectMapper()
                    .readTree(anonymous().get("/q/openapi?format=json").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
