package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.testing.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.get;

@QuarkusTest
class OpenApiDocumentTest extends ApiTest {

    private static final Path DOCUMENT = Path.of("docs", "openapi.yaml");
    private static final String SCHEMAS = "#/components/schemas/";

    @Test
    void theDocumentInTheRepositoryIsThatOfTheCode() throws IOException {
        String served = get("/q/openapi").then().statusCode(200).extract().asString();
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(DOCUMENT, served);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/openapi.yaml is old. Write it anew: mvn test -Dtest=OpenApiDocumentTest -Dopenapi.write=true")
                .isEqualTo(served);
    }

    @Test
    void itIsOpenApi31() {
        assertThat(json().getString("openapi")).startsWith("3.1");
    }

    @Test
    void everyBodyHasAnExample() {
        List<String> without = new ArrayList<>();
        operations().forEach((name, operation) -> bodies(operation).forEach(body -> {
            if (!hasExample(body)) {
                without.add(name + " " + body);
            }
        }));

        assertThat(operations()).hasSizeGreaterThan(15);
        assertThat(without).isEmpty();
    }

    @Test
    void everyKindOfProblemIsAnExampleOfSomeOperation() {
        String paths = json().getMap("paths") + " " + json().getMap("components.responses");

        assertThat(Arrays.stream(ProblemType.values())
                        .map(type -> type.uri().substring(type.uri().lastIndexOf(':') + 1))
                        .filter(slug -> !paths.contains("#/components/examples/" + slug)))
                .as("problems that no operation names")
                .isEmpty();
    }

    @Test
    void itCanBeTriedOut() {
        get("/q/swagger-ui/").then().statusCode(200).contentType("text/html");
    }

    private static JsonPath json() {
        return get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();
    }

    private static Map<String, Map<String, Object>> operations() {
        Map<String, Map<String, Object>> operations = new TreeMap<>();
        Map<String, Map<String, Map<String, Object>>> paths = json().getMap("paths");
        paths.forEach((path, methods) ->
                methods.forEach((method, operation) -> operations.put(method + " " + path, operation)));
        return operations;
    }

    /** The contents of the request and of every answer. */
    private static List<Map<String, Object>> bodies(Map<String, Object> operation) {
        List<Map<String, Object>> bodies = new ArrayList<>(contents(operation.get("requestBody")));
        map(operation.get("responses")).values().forEach(response -> bodies.addAll(contents(response)));
        return bodies;
    }

    private static List<Map<String, Object>> contents(Object bodyOrResponse) {
        return map(map(bodyOrResponse).get("content")).values().stream()
                .map(OpenApiDocumentTest::map)
                .toList();
    }

    private static boolean hasExample(Map<String, Object> content) {
        Map<String, Object> schema = map(content.get("schema"));
        String reference = (String) schema.get("$ref");
        return content.containsKey("examples")
                || schema.containsKey("examples")
                || (reference != null && hasSchemaExample(reference.substring(SCHEMAS.length())));
    }

    private static boolean hasSchemaExample(String schema) {
        return json().getMap("components.schemas." + schema).containsKey("examples");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
