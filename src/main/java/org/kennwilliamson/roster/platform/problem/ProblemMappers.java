package org.kennwilliamson.roster.platform.problem;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Makes a problem document of everything that ends a request early, the framework's own answers included. */
public class ProblemMappers {

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    @ServerExceptionMapper
    Response problem(ProblemException problem, HttpServerRequest request) {
        return ProblemResponse.of(problem, request);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure, HttpServerRequest request) {
        if (failure.getConstraintViolations().stream().anyMatch(ProblemMappers::isOfWholeBody)) {
            return problem(ProblemException.of(ProblemType.MALFORMED_JSON, "The body is missing."), request);
        }
        List<Violation> violations = failure.getConstraintViolations().stream()
                .map(ProblemMappers::violation)
                .sorted(Violation.BY_FIELD)
                .toList();
        return problem(ProblemException.invalid(violations), request);
    }

    @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
    Response malformed(JsonProcessingException failure, HttpServerRequest request) {
        return problem(JsonProblems.of(failure), request);
    }

    /** The framework's own answers keep their headers and get our body. */
    @ServerExceptionMapper
    Response framework(
            WebApplicationException failure,
            ResteasyReactiveContainerRequestContext context,
            HttpServerRequest request) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return malformed(json, request);
        }
        int status = failure.getResponse().getStatus();
        if (status == NOT_FOUND || status == METHOD_NOT_ALLOWED) {
            return noSuchOperation(AllowedMethods.of(context), request);
        }
        return ProblemType.ofFramework(status)
                .map(type -> withHeadersOf(
                        failure.getResponse(), problem(ProblemException.of(type, (String) null), request)))
                .orElseGet(() -> unexpected(failure, request));
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure, HttpServerRequest request) {
        Log.errorf(failure, "%s failed", request.path());
        return problem(ProblemException.of(ProblemType.INTERNAL_ERROR, "It is in Roster's log."), request);
    }

    private Response noSuchOperation(Set<String> allowed, HttpServerRequest request) {
        if (allowed.isEmpty() || allowed.contains(request.method().name())) {
            return problem(ProblemException.of(ProblemType.NOT_FOUND, (String) null), request);
        }
        Response response = problem(ProblemException.of(ProblemType.METHOD_NOT_ALLOWED, (String) null), request);
        response.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(", ", allowed));
        return response;
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
