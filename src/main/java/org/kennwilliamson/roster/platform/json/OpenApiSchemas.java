package org.kennwilliamson.roster.platform.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Makes the schemas of the OpenAPI document, while Roster is built, say as much as holds: a request has no other fields
 * ({@link StrictJson}), an answer has all of its own, a pattern is about the whole text, and what may be null is so in an
 * enumeration, too.
 */
@OpenApiFilter(stages = RunStage.BUILD)
public class OpenApiSchemas implements OASFilter {

    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Set<String> sent = requests(document);
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() == null) {
                return;
            }
            if (sent.contains(name)) {
                schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
            } else if (schema.getRequired() == null) {
                schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
            }
        });
    }

    @Override
    public Schema filterSchema(Schema schema) {
        String pattern = schema.getPattern();
        if (pattern != null && !pattern.startsWith("^")) {
            // Java's matches is about the whole text; a pattern of JSON Schema is found anywhere in it.
            schema.setPattern("^" + pattern + "$");
        }
        boolean nullable = schema.getType() != null && schema.getType().contains(SchemaType.NULL);
        if (nullable
                && schema.getEnumeration() != null
                && !schema.getEnumeration().contains(null)) {
            List<Object> values = new ArrayList<>(schema.getEnumeration());
            values.add(null);
            schema.setEnumeration(values);
        }
        return schema;
    }

    /** The names of the schemas that requests are sent in. */
    private static Set<String> requests(OpenAPI document) {
        Set<String> names = new HashSet<>();
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .filter(operation -> operation.getRequestBody() != null)
                .flatMap(operation -> operation.getRequestBody().getContent().getMediaTypes().values().stream())
                .map(content -> content.getSchema().getRef())
                .filter(reference -> reference != null && reference.startsWith(REFERENCE))
                .forEach(reference -> names.add(reference.substring(REFERENCE.length())));
        return names;
    }
}
