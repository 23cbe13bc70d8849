package org.kennwilliamson.roster.fuzz;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An operation of the API's document.
 *
 * @param path with parameters in braces
 * @param mediaType of the request's body; null without one
 * @param body the schema of the request's body; null without one
 * @param answers by status
 */
record ApiOperation(
        String method,
        String path,
        List<Parameter> parameters,
        String mediaType,
        JsonNode body,
        Map<String, JsonNode> answers) {

    /** Its name, where it is, and what it may be. */
    record Parameter(String name, String in, JsonNode schema) {}

    static ApiOperation of(String method, String path, JsonNode operation) {
        JsonNode content = operation.at("/requestBody/content");
        String mediaType = content.isEmpty() ? null : content.fieldNames().next();
        List<Parameter> parameters = StreamSupport.stream(
                        operation.path("parameters").spliterator(), false)
                .map(each -> new Parameter(
                        each.path("name").asText(), each.path("in").asText(), each.path("schema")))
                .toList();
        Map<String, JsonNode> answers = new TreeMap<>();
        operation.path("responses").properties().forEach(each -> answers.put(each.getKey(), each.getValue()));
        return new ApiOperation(
                method.toUpperCase(),
                path,
                parameters,
                mediaType,
                mediaType == null ? null : content.path(mediaType).path("schema"),
                answers);
    }

    String name() {
        return method + " " + path;
    }

    /** Whether a path, without its query string, is this operation's. */
    boolean isAt(String target) {
        return Pattern.matches(path.replaceAll("\\{[^}]+}", "[^/]+"), target);
    }

    List<Parameter> parametersIn(String place) {
        return parameters.stream().filter(each -> each.in().equals(place)).toList();
    }

    boolean takesHeader(String name) {
        return parametersIn("header").stream().anyMatch(each -> each.name().equalsIgnoreCase(name));
    }
}
