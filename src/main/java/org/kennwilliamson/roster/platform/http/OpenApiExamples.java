package org.kennwilliamson.roster.platform.http;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Writes into the OpenAPI document, while Roster is built, what follows from a type or a header everywhere: the example
 * of a page and of a list of names, ETags, and 304.
 */
@OpenApiFilter(stages = RunStage.BUILD)
public class OpenApiExamples implements OASFilter {

    private static final String PAGE_PREFIX = "Page";
    private static final String CURSOR = "AZjzoX0ufDGfBFuNLGoekA";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.forEach((name, schema) -> {
            if (name.startsWith(PAGE_PREFIX)) {
                schema.setExamples(List.of(page(schemas.get(name.substring(PAGE_PREFIX.length())))));
            }
        });
    }

    @Override
    public Operation filterOperation(Operation operation) {
        if (hasHeader(operation, "If-None-Match") || hasHeader(operation, "If-Match")) {
            tagged(operation);
        }
        APIResponse created = operation.getResponses().getAPIResponse("201");
        if (created != null
                && created.getHeaders() != null
                && created.getHeaders().containsKey("Location")) {
            created.addHeader("ETag", etag());
        }
        if (hasParameter(operation, Parameter.In.QUERY, "after")) {
            operation.getResponses().getAPIResponse("200").addHeader("Link", link());
        }
        return operation;
    }

    @Override
    public Schema filterSchema(Schema schema) {
        boolean names = schema.getType() != null
                && schema.getType().equals(List.of(SchemaType.ARRAY))
                && schema.getItems().getType() != null
                && schema.getItems().getType().equals(List.of(SchemaType.STRING));
        return names && schema.getExamples() == null ? schema.examples(List.of(List.of("editor", "user"))) : schema;
    }

    private static Map<String, Object> page(Schema item) {
        Map<String, Object> page = new HashMap<>();
        page.put("items", item.getExamples());
        page.put("next", CURSOR);
        return Collections.unmodifiableMap(page);
    }

    private static void tagged(Operation operation) {
        APIResponse ok = operation.getResponses().getAPIResponse("200");
        if (ok != null) {
            ok.addHeader("ETag", etag());
        }
        if (hasHeader(operation, "If-None-Match")) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "304",
                            OASFactory.createAPIResponse()
                                    .description("Not modified: the client has it already")
                                    .addHeader("ETag", etag()));
        }
    }

    private static Header etag() {
        return OASFactory.createHeader()
                .description("The version; goes into If-Match")
                .schema(OASFactory.createSchema()
                        .type(List.of(SchemaType.STRING))
                        .examples(List.of("\"3\"")));
    }

    private static Header link() {
        return OASFactory.createHeader()
                .description("The next page, if there is one: RFC 8288")
                .schema(OASFactory.createSchema()
                        .type(List.of(SchemaType.STRING))
                        .examples(List.of("</v1/users?after=" + CURSOR + ">; rel=\"next\"")));
    }

    private static boolean hasHeader(Operation operation, String name) {
        return hasParameter(operation, Parameter.In.HEADER, name);
    }

    private static boolean hasParameter(Operation operation, Parameter.In place, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> parameter.getIn() == place && name.equals(parameter.getName()));
    }
}
