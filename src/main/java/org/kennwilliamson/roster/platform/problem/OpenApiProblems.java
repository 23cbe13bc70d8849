package org.kennwilliamson.roster.platform.problem;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/**
 * Writes into the OpenAPI document, while Roster is built, which problems each operation can answer with: those that
 * follow from its shape, and those that it names in an extension {@link #EXTENSION}.
 */
@OpenApiFilter(stages = RunStage.BUILD)
public class OpenApiProblems implements OASFilter {

    /** Names an operation's own {@link ProblemType}s, separated by commas. */
    public static final String EXTENSION = "x-problems";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        for (ProblemType type : ProblemType.values()) {
            document.getComponents().addExample(slug(type), example(type));
        }
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().entrySet().stream())
                .forEach(operation -> describe(operation.getKey(), operation.getValue()));
    }

    private static void describe(HttpMethod method, Operation operation) {
        Map<Integer, List<ProblemType>> byStatus = problems(method, operation).stream()
                .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, types) -> operation
                .getResponses()
                .addAPIResponse(
                        status.toString(),
                        OASFactory.createAPIResponse()
                                .description(
                                        types.stream().map(ProblemType::title).collect(Collectors.joining("; ")))
                                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, body(types)))));
    }

    private static Set<ProblemType> problems(HttpMethod method, Operation operation) {
        Set<ProblemType> types = EnumSet.of(
                // Of a query parameter that it doesn't have, at least.
                ProblemType.INVALID_REQUEST,
                ProblemType.NOT_ACCEPTABLE,
                ProblemType.INTERNAL_ERROR,
                ProblemType.STARTING,
                ProblemType.DATABASE_UNAVAILABLE);
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            types.addAll(EnumSet.of(ProblemType.UNAUTHENTICATED, ProblemType.INVALID_TOKEN, ProblemType.FORBIDDEN));
        }
        if (operation.getRequestBody() != null) {
            types.addAll(EnumSet.of(
                    ProblemType.MALFORMED_JSON,
                    ProblemType.BODY_TOO_LARGE,
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    ProblemType.UNSUPPORTED_CONTENT_ENCODING));
        }
        for (Parameter parameter : parameters(operation)) {
            types.addAll(ofParameter(method, parameter));
        }
        types.addAll(named(operation));
        return types;
    }

    private static Set<ProblemType> ofParameter(HttpMethod method, Parameter parameter) {
        if (parameter.getIn() == In.PATH) {
            return EnumSet.of(ProblemType.NOT_FOUND);
        }
        if (parameter.getIn() == In.HEADER && method != HttpMethod.GET) {
            return EnumSet.of(
                    ProblemType.INVALID_REQUEST, ProblemType.STALE_VERSION, ProblemType.PRECONDITION_REQUIRED);
        }
        return EnumSet.of(ProblemType.INVALID_REQUEST);
    }

    private static Set<ProblemType> named(Operation operation) {
        Set<ProblemType> types = EnumSet.noneOf(ProblemType.class);
        if (operation.hasExtension(EXTENSION)) {
            for (String name : operation.getExtension(EXTENSION).toString().split(",\\s*")) {
                types.add(ProblemType.valueOf(name));
            }
            operation.removeExtension(EXTENSION);
            // If an operation describes an answer itself, it is there a second time.
            operation
                    .getResponses()
                    .getAPIResponses()
                    .values()
                    .forEach(response -> response.removeExtension(EXTENSION));
        }
        return types;
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static MediaType body(List<ProblemType> types) {
        MediaType body =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
        types.forEach(type ->
                body.addExample(slug(type), OASFactory.createExample().ref("#/components/examples/" + slug(type))));
        return body;
    }

    private static Example example(ProblemType type) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("type", type.uri());
        value.put("title", type.title());
        value.put("status", type.status());
        value.put("instance", "/v1/users");
        return OASFactory.createExample().summary(type.title()).value(value);
    }

    private static String slug(ProblemType type) {
        return type.uri().substring(type.uri().lastIndexOf(':') + 1);
    }
}
