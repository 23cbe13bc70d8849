package org.kennwilliamson.roster.platform.problem;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes a problem document of everything that ends a request early, the framework's own answers included. */
public class ProblemMappers {

    @ServerExceptionMapper
    Response problem(ProblemException problem, UriInfo uri) {
        return ProblemResponse.of(problem, uri);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure, UriInfo uri) {
        if (failure.getConstraintViolations().stream().anyMatch(ProblemMappers::isOfWholeBody)) {
            return problem(ProblemException.of(ProblemType.MALFORMED_JSON, "The body is missing."), uri);
        }
        List<Violation> violations = failure.getConstraintViolations().stream()
                .map(ProblemMappers::violation)
                .sorted(Violation.BY_FIELD)
                .toList();
        return problem(ProblemException.invalid(violations), uri);
    }

    @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
    Response malformed(JsonProcessingException failure, UriInfo uri) {
        return problem(JsonProblems.of(failure), uri);
    }

    /** The framework's own answers keep their headers and get our body. */
    @ServerExceptionMapper
    Response framework(WebApplicationException failure, UriInfo uri) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return malformed(json, uri);
        }
        return ProblemType.ofFramework(failure.getResponse().getStatus())
                .map(type ->
                        withHeadersOf(failure.getResponse(), problem(ProblemException.of(type, (String) null), uri)))
                .orElseGet(() -> unexpected(failure, uri));
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, UriInfo uri) {
        Log.errorf(failure, "%s failed", uri.getRequestUri().getRawPath());
        return problem(ProblemException.of(ProblemType.INTERNAL_ERROR, "It is in Roster's log."), uri);
    }

    private static Response withHeadersOf(Response original, Response response) {
        for (Map.Entry<String, List<Object>> header : original.getHeaders().entrySet()) {
            if (!header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                response.getHeaders().putIfAbsent(header.getKey(), header.getValue());
            }
        }
        return response;
    }

    /** A path starts with the method and its parameter, which are no client's business. */
    private static Violation violation(ConstraintViolation<?> broken) {
        String field = StreamSupport.stream(broken.getPropertyPath().spliterator(), false)
                .skip(2)
                .map(ProblemMappers::step)
                .collect(Collectors.joining());
        return Violation.inBody(field.startsWith(".") ? field.substring(1) : field, broken.getMessage());
    }

    /** A body that isn't there is null, or was the JSON null: the parameter itself breaks its NotNull. */
    private static boolean isOfWholeBody(ConstraintViolation<?> broken) {
        return broken.getInvalidValue() == null
                && StreamSupport.stream(broken.getPropertyPath().spliterator(), false)
                                .count()
                        == 2;
    }

    private static String step(Path.Node node) {
        String index = node.getIndex() == null ? "" : "[" + node.getIndex() + "]";
        return node.getName().startsWith("<") ? index : index + "." + node.getName();
    }
}
