package org.kennwilliamson.roster.platform.problem;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.ws.rs.HttpMethod;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Which methods a path has. The framework knows, but leaves {@code Allow} out of a 405, names the methods of other paths for
 * {@code OPTIONS}, and says 404 if another resource begins with the same path. So this looks as it looks itself.
 */
public final class AllowedMethods {

    private AllowedMethods() {}

    /** The methods of the request's path, in the order of the alphabet; none if nothing is there. */
    public static Set<String> of(ResteasyReactiveContainerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context.getServerRequestContext();
        RequestMapper<InitialMatch> resources =
                new RequestMapper<>(request.getDeployment().getClassMappers());
        String path = request.getPathWithoutPrefix();
        Set<String> methods = new TreeSet<>();
        for (RequestMatch<InitialMatch> match = resources.map(path);
                match != null;
                match = resources.continueMatching(path, match)) {
            addMethods(match, methods);
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return methods;
    }

    private static void addMethods(RequestMatch<InitialMatch> match, Set<String> methods) {
        if (match.value.handlers[0] instanceof ClassRoutingHandler routing) {
            String rest = match.remaining.isEmpty() ? "/" : match.remaining;
            for (Map.Entry<String, RequestMapper<RuntimeResource>> method :
                    routing.getMappers().entrySet()) {
                if (method.getKey() != null && method.getValue().map(rest) != null) {
                    methods.add(method.getKey());
                }
            }
        }
    }
}
