package org.kennwilliamson.roster.platform.problem;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Writes into the OpenAPI document, while Roster is built, which problems each operation can answer with: those that
 * follow from its shape, and those that it names in an extension {@link #EXTENSION}.
 */
@OpenApiFilter(stages = RunStage.BUILD)
public class OpenApiProblems implements OASFilter {

    /** Names an operation's own {@link ProblemType}s, separated by commas. */
    public static final String EXTENSION = "x-problems";

    private static final String ANYWHERE = "AnyProblem";
    private static final int TEMPORARY = 503;

    private static final Set<ProblemType> WITHOUT_OPERATION = EnumSet.of(
            ProblemType.REQUEST_REFUSED,
            ProblemType.METHOD_NOT_ALLOWED,
            ProblemType.BODY_TOO_LARGE,
            ProblemType.URI_TOO_LONG,
            ProblemType.UNSUPPORTED_CONTENT_ENCODING,
            ProblemType.HEADERS_TOO_LARGE);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        for (ProblemType type : ProblemType.values()) {
            document.getComponents().addExample(slug(type), example(type));
        }
        document.getComponents()
                .addResponse(
                        ANYWHERE,
                        answer(WITHOUT_OPERATION)
                                .description("To any request, before it is known which operation it is for: "
                                        + WITHOUT_OPERATION.stream()
                                                .map(ProblemType::title)
                                                .collect(Collectors.joining("; "))));
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().entrySet().stream())
                .forEach(operation -> describe(operation.getKey(), operation.getValue()));
    }

    private static void describe(HttpMethod method, Operation operation) {
        Map<Integer, List<ProblemType>> byStatus = problems(method, operation).stream()
                .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, types) -> operation.getResponses().addAPIResponse(status.toString(), answer(types)));
        operation.getResponses().defaultValue(OASFactory.createAPIResponse().ref("#/components/responses/" + ANYWHERE));
    }

    private static APIResponse answer(Collection<ProblemType> types) {
        APIResponse answer = OASFactory.createAPIResponse()
                .description(types.stream().map(ProblemType::title).collect(Collectors.joining("; ")))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, body(types)));
        types.stream().flatMap(type -> headers(type).stream()).forEach(name -> answer.addHeader(name, header()));
        return answer;
    }

    private static Set<String> headers(ProblemType type) {
        if (type.challenge().isPresent()) {
            return Set.of(HttpHeaders.WWW_AUTHENTICATE);
        }
        return switch (type) {
            case METHOD_NOT_ALLOWED -> Set.of(HttpHeaders.ALLOW);
            case UNSUPPORTED_CONTENT_ENCODING -> Set.of(HttpHeaders.ACCEPT_ENCODING);
            default ->
                type.status() == TEMPORARY || type == ProblemType.LOCKED_OUT
                        ? Set.of(HttpHeaders.RETRY_AFTER)
                        : Set.of();
        };
    }

    private static Header header() {
        return OASFactory.createHeader().schema(OASFactory.createSchema().addType(SchemaType.STRING));
    }

    private static Set<ProblemType> problems(HttpMethod method, Operation operation) {
        Set<ProblemType> types = EnumSet.of(
                // Of a query parameter that it doesn't have, at least.
                ProblemType.INVALID_REQUEST,
                ProblemType.NOT_ACCEPTABLE,
                ProblemType.INTERNAL_ERROR,
                ProblemType.TOO_BUSY,
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

    private static MediaType body(Collection<ProblemType> types) {
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
