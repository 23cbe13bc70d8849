package org.kennwilliamson.roster.platform.http;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

import org.kennwilliamson.roster.platform.problem.AllowedMethods;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemResponse;
import org.kennwilliamson.roster.platform.problem.ProblemType;
import org.kennwilliamson.roster.platform.problem.Violation;

/** What holds for the requests of all operations, and what the framework would let through or answer half. */
public class RequestFilters {

    /** Enough to see what is wrong; a query string may have hundreds. */
    private static final int MOST_VIOLATIONS = 20;

    private static final List<String> LISTS =
            List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH, "Idempotency-Key");

    private static final Set<String> PLAIN = Set.of("", "identity");

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    /** Answers {@code OPTIONS} with the methods that this very path has. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    Optional<Response> options(ResteasyReactiveContainerRequestContext context) {
        if (!context.getMethod().equals(HttpMethod.OPTIONS)) {
            return Optional.empty();
        }
        Set<String> methods = AllowedMethods.of(context);
        if (methods.isEmpty()) {
            throw ProblemException.of(ProblemType.NOT_FOUND, (String) null);
        }
        return Optional.of(Response.ok().allow(methods).build());
    }

    /** Several lines of a header that is a list are one list: RFC 9110, section 5.3. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    void joinLines(HttpServerRequest request) {
        for (String name : LISTS) {
            List<String> lines = request.headers().getAll(name);
            if (lines.size() > 1) {
                request.headers().set(name, String.join(", ", lines));
            }
        }
    }

    /** Refuses a compressed body, which would be read as if it weren't: RFC 9110, section 12.5.3, has the answer. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    Optional<Response> requirePlainBody(HttpServerRequest request) {
        if (!request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return Optional.empty();
        }
        boolean plain = request.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .allMatch(coding -> PLAIN.contains(coding.strip().toLowerCase(Locale.ROOT)));
        if (plain) {
            return Optional.empty();
        }
        Response refusal = ProblemResponse.of(
                ProblemException.of(ProblemType.UNSUPPORTED_CONTENT_ENCODING, "Send it without Content-Encoding."),
                request);
        refusal.getHeaders().putSingle(HttpHeaders.ACCEPT_ENCODING, "identity");
        return Optional.of(refusal);
    }

    /**
     * Refuses query parameters that the operation doesn't have, that are empty or that come more than once. The framework
     * drops them, and a list whose filter was dropped shows everybody.
     */
    @ServerRequestFilter
    void requireKnownParameters(ResourceInfo operation, HttpServerRequest request) {
        if (request.query() == null) {
            return;
        }
        Query query = Query.parse(request.query());
        Set<String> names = known.computeIfAbsent(operation.getResourceMethod(), RequestFilters::parametersOf);
        List<Violation> violations = query.parameters().stream()
                .flatMap(parameter -> fault(parameter, names, query).stream()
                        .map(fault -> Violation.inQuery(parameter.name(), fault)))
                .distinct()
                .limit(MOST_VIOLATIONS)
                .toList();
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
    }

    private static Optional<String> fault(Query.Parameter parameter, Set<String> names, Query query) {
        if (!names.contains(parameter.name())) {
            return Optional.of("is not a parameter of this operation");
        }
        if (query.count(parameter.name()) > 1) {
            return Optional.of("must be given only once");
        }
        if (parameter.value().isEmpty()) {
            return Optional.of(Query.UNDECODABLE);
        }
        return parameter.value().get().isEmpty() ? Optional.of("must not be empty") : Optional.empty();
    }

    /** The names of an operation's query parameters: its own, and those of the classes that collect them. */
    private static Set<String> parametersOf(Method operation) {
        return Stream.concat(
                        Arrays.stream(operation.getParameters()),
                        Arrays.stream(operation.getParameters())
                                .filter(parameter -> parameter.isAnnotationPresent(BeanParam.class))
                                .map(Parameter::getType)
                                .flatMap(type -> Arrays.stream(type.getDeclaredFields())))
                .map((AnnotatedElement element) -> element.getAnnotation(QueryParam.class))
                .filter(annotation -> annotation != null)
                .map(QueryParam::value)
                .collect(Collectors.toUnmodifiableSet());
    }
}
