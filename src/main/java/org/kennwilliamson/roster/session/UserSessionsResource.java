package org.kennwilliamson.roster.session;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import org.kennwilliamson.roster.audit.CurrentAuditContext;
import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.platform.http.Page;
import org.kennwilliamson.roster.platform.http.PageRequest;
import org.kennwilliamson.roster.platform.problem.ProblemException;

/** A user's sessions over HTTP. */
@Path("/v1/users/{id}/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(BuiltInRoles.ADMIN)
@Tag(name = "Sessions")
public class UserSessionsResource {

    private final SessionRepository sessions;
    private final CurrentAuditContext trails;

    UserSessionsResource(SessionRepository sessions, CurrentAuditContext trails) {
        this.sessions = sessions;
        this.trails = trails;
    }

    @GET
    @Operation(summary = "A user's sessions, a page at a time")
    public Uni<RestResponse<Page<Session>>> list(@RestPath UUID id, @BeanParam PageRequest request) {
        return sessions.page(id, request.ascending())
                .map(found ->
                        Page.of(request, found.orElseThrow(() -> ProblemException.notFound("user")), Session::id));
    }

    @DELETE
    @AccessStillHolds
    @Operation(summary = "Ends all of a user's sessions")
    public Uni<Void> endAll(@RestPath UUID id) {
        return sessions.endAll(id, trails.current()).map(found -> {
            if (!found) {
                throw ProblemException.notFound("user");
            }
            return null;
        });
    }
}
