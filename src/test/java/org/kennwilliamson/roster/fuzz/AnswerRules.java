package org.kennwilliamson.roster.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.kennwilliamson.roster.platform.problem.Problem;

/** What every answer must be, by the API's document. */
final class AnswerRules {

    /** On every answer, whatever it is about. */
    private static final Set<String> GENERAL = Set.of(
            "content-type",
            "content-length",
            "transfer-encoding",
            "connection",
            "x-request-id",
            "x-content-type-options",
            "content-security-policy",
            "referrer-policy",
            "strict-transport-security");

    /** Of the program's inside. In statements that PostgreSQL counts there is SQL, of course. */
    private static final Pattern INSIDE = Pattern.compile(
            "\\bat [a-z]+\\.[\\w.$]+\\(|Exception|\\b(?:org|io|com|java|jakarta)\\.[a-z]+\\.|(?i:\\b(?:select .+ from|insert into"
                    + "|update .+ set|delete from) )|SQLSTATE|ERROR:|pg_[a-z]+");

    private final ApiDocument document;
    private final ObjectMapper json = new ObjectMapper();
    private final ObjectMapper strict = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    AnswerRules(ApiDocument document) {
        this.document = document;
    }

    /** Which rules an answer breaks, a sentence each. */
    List<String> broken(FuzzedRequest request, Answer answer) {
        List<String> broken = new ArrayList<>();
        Optional<ApiOperation> operation = request.known() != null
                ? Optional.of(request.known())
                : document.find(request.method(), normal(request.path()));
        boolean isOutage = answer.status() == 503 && answer.text().contains("database-unavailable");
        if (answer.status() == 500 || answer.status() > 503 || isOutage) {
            broken.add("is a failure: " + answer.status());
        }
        checkHeaders(request, answer, operation, broken);
        if (answer.status() >= 400) {
            checkProblem(request, answer, operation, broken);
        } else if (operation.isPresent()) {
            checkSuccess(request, answer, operation.get(), broken);
        } else if (!request.method().equals("OPTIONS") && answer.status() < 300 && !isPage(request)) {
            broken.add("is an answer to what is in no document: " + answer.status() + " "
                    + request.path().replaceFirst("[0-9a-f-]{36}", "id"));
        }
        if (answer.status() < 400 && operation.isPresent() && !request.method().equals("OPTIONS")) {
            checkAccepted(request, operation.get(), broken);
        }
        return broken;
    }

    /** A path as Roster takes it: as RFC 3986, section 6.2.2, has it, without what is empty or a matrix parameter. */
    private static String normal(String path) {
        String plain = path.replace("%76%31", "v1").replaceAll(";[^/]*", "").replaceAll("/{2,}", "/");
        return plain.replace("/v1/../v1/", "/v1/").replace("/./", "/").replaceAll("(?<=.)/$", "");
    }

    /** What the framework serves beside the API. */
    private static boolean isPage(FuzzedRequest request) {
        return request.path().startsWith("/q");
    }

    private void checkHeaders(
            FuzzedRequest request, Answer answer, Optional<ApiOperation> operation, List<String> broken) {
        String id = request.header("X-Request-Id");
        if (id != null
                && !isUnread(answer)
                && id.matches("[A-Za-z0-9._-]{1,64}")
                && request.count("X-Request-Id") == 1
                && !id.equals(answer.header("X-Request-Id"))) {
            broken.add("is the answer to another request: " + answer.header("X-Request-Id"));
        }
        if (!"nosniff".equals(answer.header("X-Content-Type-Options"))) {
            broken.add("lacks the headers of every answer");
        }
        Set<String> names = new TreeSet<>();
        for (Map.Entry<String, String> header : answer.headers()) {
            if (!names.add(header.getKey().toLowerCase())) {
                broken.add("has twice the header " + header.getKey());
            }
        }
        names.removeAll(GENERAL);
        operation.map(each -> answersOf(each, answer)).orElse(List.of()).forEach(documented -> documented
                .path("headers")
                .fieldNames()
                .forEachRemaining(name -> names.remove(name.toLowerCase())));
        if (operation.isPresent() && !names.isEmpty() && !request.method().equals("OPTIONS")) {
            broken.add("has headers with " + answer.status() + " that aren't in the document: " + names);
        }
    }

    /** Whether a request wasn't read to the end of its headers, where its name is. */
    private static boolean isUnread(Answer answer) {
        return Set.of(400, 414, 431).contains(answer.status()) && "close".equalsIgnoreCase(answer.header("Connection"));
    }

    /** What the document says of an answer: with this status, and to anything at all. */
    private List<JsonNode> answersOf(ApiOperation operation, Answer answer) {
        return Stream.of(Integer.toString(answer.status()), "default")
                .map(operation.answers()::get)
                .filter(each -> each != null)
                .map(document::resolved)
                .toList();
    }

    private void checkProblem(
            FuzzedRequest request, Answer answer, Optional<ApiOperation> operation, List<String> broken) {
        if (request.method().equals("HEAD")) {
            return;
        }
        if (!Problem.MEDIA_TYPE.equals(answer.header("Content-Type"))) {
            broken.add("is no problem document: " + answer.status() + " " + answer.header("Content-Type"));
            return;
        }
        JsonNode problem = tree(answer, broken);
        document.faults(reference("Problem"), problem).forEach(fault -> broken.add("is no Problem: " + fault));
        if (problem.path("status").asInt() != answer.status()) {
            broken.add("names another status than " + answer.status());
        }
        if (INSIDE.matcher(problem.path("detail").asText() + problem.path("violations"))
                .find()) {
            broken.add("shows the program's inside");
        }
        if (answer.text().contains(FuzzedWorld.MARK) && !request.target().contains(FuzzedWorld.MARK)) {
            broken.add("shows a password");
        }
        operation.ifPresent(each -> checkType(problem.path("type").asText(), each, answer, broken));
    }

    private void checkType(String type, ApiOperation operation, Answer answer, List<String> broken) {
        String slug = type.replace("urn:roster:problem:", "");
        if (answersOf(operation, answer).stream().noneMatch(documented -> documented
                .path("content")
                .path(Problem.MEDIA_TYPE)
                .path("examples")
                .has(slug))) {
            broken.add("isn't in the document of " + operation.name() + ": " + answer.status() + " " + type);
        }
    }

    private void checkSuccess(FuzzedRequest request, Answer answer, ApiOperation operation, List<String> broken) {
        JsonNode documented = operation.answers().get(Integer.toString(answer.status()));
        if (documented == null) {
            if (!request.method().equals("OPTIONS")) {
                broken.add("isn't in the document of " + operation.name() + ": " + answer.status());
            }
            return;
        }
        documented.path("headers").properties().forEach(header -> {
            if (header.getValue().path("required").asBoolean() && answer.header(header.getKey()) == null) {
                broken.add("lacks the header " + header.getKey());
            }
        });
        JsonNode content = documented.path("content");
        if (content.isEmpty() || request.method().equals("HEAD")) {
            if (answer.body().length > 0) {
                broken.add("has a body that the document doesn't have");
            }
            return;
        }
        String type = answer.header("Content-Type");
        if (type == null || !content.has(type.replaceFirst(";.*", ""))) {
            broken.add("has a media type that isn't in the document: " + type);
            return;
        }
        JsonNode body = tree(answer, broken);
        document.faults(content.path(type.replaceFirst(";.*", "")).path("schema"), body)
                .forEach(fault -> broken.add("has a body of another form: " + fault));
    }

    /** What was taken must be what the document allows. */
    private void checkAccepted(FuzzedRequest request, ApiOperation operation, List<String> broken) {
        if (operation.body() == null) {
            return;
        }
        try {
            JsonNode body = strict.readTree(request.body() == null ? new byte[0] : request.body());
            document.faults(operation.body(), body)
                    .forEach(fault -> broken.add("was taken against the document: " + fault));
        } catch (IOException e) {
            broken.add("was taken though its body is no JSON: " + e.getMessage());
        }
    }

    private JsonNode tree(Answer answer, List<String> broken) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            broken.add("is no JSON: " + new String(answer.body(), StandardCharsets.UTF_8));
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static JsonNode reference(String schema) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + schema);
    }
}
