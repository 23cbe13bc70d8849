package org.kennwilliamson.roster.user;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import org.kennwilliamson.roster.audit.CurrentAuditContext;
import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.auth.Caller;
import org.kennwilliamson.roster.platform.http.ETagResponses;
import org.kennwilliamson.roster.platform.http.ETags;
import org.kennwilliamson.roster.platform.problem.OpenApiProblems;

/** One's own account over HTTP. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({BuiltInRoles.USER, BuiltInRoles.ADMIN})
@Tag(name = "Me")
public class MeResource {

    private final UserRepository users;
    private final Caller caller;
    private final CurrentAuditContext trails;

    MeResource(UserRepository users, Caller caller, CurrentAuditContext trails) {
        this.users = users;
        this.caller = caller;
        this.trails = trails;
    }

    @GET
    @Operation(summary = "The caller's own account")
    @Extension(name = OpenApiProblems.EXTENSION, value = "NOT_FOUND")
    public Uni<RestResponse<User>> find(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return users.find(caller.requireUser())
                .map(user -> ETagResponses.orNotModified(user, "user", User::version, ifNoneMatch));
    }

    @PATCH
    @AccessStillHolds
    @Consumes("application/merge-patch+json")
    @Operation(summary = "Changes the caller's own account, whichever version it has unless If-Match names one")
    @Extension(name = OpenApiProblems.EXTENSION, value = "NOT_FOUND, EMAIL_TAKEN")
    public Uni<RestResponse<User>> change(
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid MePatch patch) {
        return users.change(caller.requireUser(), ETags.optional(ifMatch), patch.asUserPatch(), trails.current())
                .map(user -> ETagResponses.ok(ETags.changed(user, "user"), User::version));
    }
}
