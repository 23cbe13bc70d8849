package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/** A schema of JSON that those publish who say what a document's form is. */
public final class PublishedSchema {

    private final JsonSchema schema;

    private PublishedSchema(String resource) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                VersionFlag.V7,
                builder -> builder.schemaMappers(
                        mappers -> mappers.mapPrefix("http://cyclonedx.org/schema/", "classpath:/")));
        try (InputStream text = PublishedSchema.class.getResourceAsStream(resource)) {
            schema = factory.getSchema(new ObjectMapper().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a bill of materials by CycloneDX 1.6. */
    public static PublishedSchema ofCycloneDx() {
        return new PublishedSchema("/bom-1.6.schema.json");
    }

    /** Of a Compose file: {@code src/test/resources/compose} says of which version. */
    public static PublishedSchema ofCompose() {
        return new PublishedSchema("/compose/compose.schema.json");
    }

    /** What is wrong with a document, a sentence each. */
    public List<String> faults(JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
