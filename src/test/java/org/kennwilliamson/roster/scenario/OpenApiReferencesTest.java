package org.kennwilliamson.roster.scenario;

import java.io.IOException;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.testing.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.testing.Api.get;

/** Whatever the API's document points at is there, and is what it is taken for. */
@QuarkusTest
class OpenApiReferencesTest extends ApiTest {

    @Test
    void theVersionIsTheOneThatIsPromised() throws IOException {
        assertThat(document().path("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = document();

        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void theExampleOfAProblemIsThatProblem(ProblemType type) throws IOException {
        String slug = type.uri().substring(type.uri().lastIndexOf(':') + 1);

        JsonNode example = document().at("/components/examples/" + slug + "/value");

        assertThat(example.path("type").asText()).isEqualTo(type.uri());
        assertThat(example.path("title").asText()).isEqualTo(type.title());
        assertThat(example.path("status").asInt()).isEqualTo(type.status());
    }

    @Test
    void theProblemsOfAnOperationStandUnderTheirStatus() throws IOException {
        JsonNode document = document();

        assertThat(operations(document)).isNotEmpty().allSatisfy(operation -> assertThat(
                        operation.path("responses").properties())
                .filteredOn(response -> response.getKey().matches("[45].."))
                .isNotEmpty()
                .allSatisfy(response -> {
                    JsonNode body = response.getValue().at("/content/application~1problem+json");
                    assertThat(body.at("/schema/$ref").asText()).isEqualTo("#/components/schemas/Problem");
                    assertThat(body.path("examples")).isNotEmpty().allSatisfy(example -> assertThat(
                                    resolved(document, example)
                                            .at("/value/status")
                                            .asText())
                            .isEqualTo(response.getKey()));
                }));
    }

    private static Stream<JsonNode> operations(JsonNode document) {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream())
                .filter(operation -> operation.getKey().matches("get|put|post|patch|delete"))
                .map(operation -> operation.getValue());
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return document.at(node.path("$ref").asText().substring(1));
    }

    private static JsonNode document() throws IOException {
        return new ObjectMapper()
                .readTree(get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }
}
