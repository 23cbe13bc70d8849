package org.kennwilliamson.roster.fuzz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/** The document of the API, as Roster serves it, and what JSON it allows. */
final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final JsonNode document;
    private final List<ApiOperation> operations = new ArrayList<>();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    ApiDocument(JsonNode document) {
        this.document = document;
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .map(method -> ApiOperation.of(method.getKey(), path.getKey(), method.getValue()))
                .forEach(operations::add));
        operations.sort(Comparator.comparing(ApiOperation::name));
    }

    List<ApiOperation> operations() {
        return operations;
    }

    /** The operation that a request for this path is about: the one whose path has fewer parameters comes first. */
    Optional<ApiOperation> find(String method, String path) {
        String known = method.equals("HEAD") ? "GET" : method;
        return operations.stream()
                .filter(each -> each.method().equals(known) && each.isAt(path))
                .min(Comparator.comparingInt(each -> each.parametersIn("path").size()));
    }

    /** A schema, or the one that it refers to. */
    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    /** What is wrong with a value by a schema of the document, in sentences. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private JsonSchema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return factory.getSchema(whole, config);
    }
}
